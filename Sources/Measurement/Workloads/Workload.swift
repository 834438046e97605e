public import FuseEngine

/// What is done over and over at a stage: one direct read or write of a vector.
public struct Workload: Hashable, Sendable, CustomStringConvertible {
  /// The name as it was given, such as `writev:32x4k@512`.
  public let description: String
  /// Read or write.
  public let direction: Direction
  /// The segments of the vector.
  public let segments: [SegmentShape]

  /// Bytes that one call moves.
  public var byteCount: Int { segments.reduce(0) { $0 + $1.length } }

  /// The kind of call, such as `writev`; claims are made of kinds.
  public var kind: String { String(description.prefix { $0 != ":" }) }

  /// The two of the cover letter of "fuse: optimize scatter-gather direct IO".
  public static let coverLetters = ["writev:32x4k", "readv:32x4k"]

  /// Reads a workload's name: `readv:NxS[@A]`, `writev:NxS[@A]`, `read:S` or `write:S`.
  ///
  /// N is the number of segments, S their size in bytes (`k` and `m` multiply by 1024 and 1024²),
  /// A the offset in its page at which each starts.
  ///
  /// - Parameter text: The name.
  /// - Throws: ``WorkloadError`` that says what is wrong with it.
  public init(_ text: String) throws(WorkloadError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw WorkloadError(text: text, reason: "no `:`") }
    var shape = parts[1]
    var count = 1
    var offset = 0
    switch parts[0] {
    case "readv", "read": direction = .read
    case "writev", "write": direction = .write
    default: throw WorkloadError(text: text, reason: "`\(parts[0])` is no kind of call")
    }
    if parts[0].last == "v" {
      if let at = shape.firstIndex(of: "@") {
        guard let value = Int(shape[shape.index(after: at)...]), 0..<Limits.pageSize ~= value
        else { throw WorkloadError(text: text, reason: "the offset must be 0…4095") }
        offset = value
        shape = shape[..<at]
      }
      guard let times = shape.firstIndex(of: "x"), let value = Int(shape[..<times]),
        1...1024 ~= value
      else { throw WorkloadError(text: text, reason: "the number of segments must be 1…1024") }
      count = value
      shape = shape[shape.index(after: times)...]
    }
    guard let length = Self.size(shape), 1...(1 << 26) ~= length, count * length <= 1 << 26 else {
      throw WorkloadError(text: text, reason: "the size must be 1 byte to 64 MiB in all")
    }
    description = text
    segments = Array(repeating: SegmentShape(offset: offset, length: length), count: count)
  }

  private static func size(_ text: Substring) -> Int? {
    let factor =
      switch text.last {
      case "k", "K": 1024
      case "m", "M": 1024 * 1024
      default: 1
      }
    guard let value = Int(factor == 1 ? text : text.dropLast()), value >= 0 else { return nil }
    let product = value.multipliedReportingOverflow(by: factor)
    return product.overflow ? nil : product.partialValue
  }
}

/// A workload's name that is none.
public struct WorkloadError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was given.
  public let text: String
  /// What is wrong with it.
  public let reason: String

  /// One sentence for a person.
  public var description: String {
    "`\(text)` is no workload: \(reason) (examples: writev:32x4k, readv:8x512@100, read:128k)"
  }
}
