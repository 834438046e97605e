package import Documents
internal import EngineLane
internal import Failures
internal import FuseEngine
internal import Reports

/// The calls that are to be traced.
package enum TraceCalls: Sendable {
  /// One call; the segments as `A:L,A:L,…`, offset in the page and length of each.
  case one(op: CallOperation, offset: UInt64, segments: String)
  /// A file of JSON lines; - for standard input.
  case file(String)

  /// Reads them.
  ///
  /// - Throws: ``Failure`` that says which one is not a call.
  func read() throws(Failure) -> [CallShape] {
    switch self {
    case .one(let op, let offset, let segments):
      let pairs = try segments.split(separator: ",").map { pair throws(Failure) in
        let numbers = pair.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let start = numbers[0], let length = numbers[1] else {
          throw Failure(.usage, "--segments: `\(pair)` is not A:L")
        }
        return [start, length]
      }
      do throws(TraceError) {
        return [try CallShape(TraceShape(op: op, offset: offset, segments: pairs))]
      } catch {
        throw Failure(.usage, error.description)
      }
    case .file(let path):
      let lines = try InputFile.read(path).split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      return try lines.enumerated().map { index, line throws(Failure) -> CallShape? in
        guard line.contains(where: { $0 > 32 }) else { return nil }
        do {
          return try CallShape(JSONText.read(TraceShape.self, from: line))
        } catch {
          throw Failure(.badInput, "\(path):\(index + 1): \(JSONText.explain(error))")
        }
      }.compactMap(\.self)
    }
  }
}

extension [CallShape] {
  /// How far the calls reach.
  func reach() throws(Failure) -> UInt64 {
    let ends = try map { call throws(Failure) in
      guard let end = call.end else {
        throw Failure(.badInput, "a shape reaches beyond the largest file")
      }
      return end
    }
    return ends.max() ?? 0
  }
}
