internal import FuseEngine
package import FuseSeries

/// What is done over and over at a stage.
package struct Workload: Sendable, CustomStringConvertible {
  /// The name as it was given, such as `writev:32x4k@512`.
  package let description: String
  /// The kind of call.
  package let kind: WorkloadKind
  /// What one call moves.
  package let call: WorkloadCall
  /// Makes what the calls work on.
  let makeSubject: @Sendable (Workload, SubjectFile) throws -> any WorkloadSubject

  /// Bytes that one call moves; 0 where it moves none.
  package var byteCount: Int { call.byteCount }

  /// What throughput is told in: 10⁶ bytes a second, or calls where none are moved.
  package var unit: String { byteCount > 0 ? "MB/s" : "calls/s" }

  /// Whether user space can issue this call directly (readv/writev).
  package var isSystemCall: Bool { if case .direct = call { true } else { false } }

  /// Whether the call is a direct read: all that is done to a file that is not the tool's own.
  package var isDirectRead: Bool {
    if case .direct(let transfer) = call { transfer.direction == .read } else { false }
  }

  /// Reads a workload's name: a kind, and for most a colon and a size, as ``WorkloadKind/help``
  /// lists them.
  ///
  /// - Parameter text: The name.
  /// - Throws: ``WorkloadError`` that says what is wrong with it.
  package init(_ text: String) throws(WorkloadError) {
    let colon = text.firstIndex(of: ":")
    let name = text[..<(colon ?? text.endIndex)]
    guard let kind = WorkloadKind.all.first(where: { $0.name == name }) else {
      throw WorkloadError(text: text, reason: "`\(name)` is not a kind of call")
    }
    let reading: WorkloadKind.Reading
    do throws(WorkloadSyntax) {
      reading = try kind.read(colon.map { text[text.index(after: $0)...] })
    } catch {
      throw WorkloadError(text: text, reason: error.reason)
    }
    description = text
    self.kind = kind
    call = reading.call
    makeSubject = reading.makeSubject
  }

  /// Reads the name of a plan's workload.
  package init(_ name: WorkloadName) throws(WorkloadError) { try self.init(name.rawValue) }
}

extension Workload: Hashable {
  /// The name says everything about a workload.
  package static func == (one: Workload, other: Workload) -> Bool {
    one.description == other.description
  }

  /// Hashes the name.
  package func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
