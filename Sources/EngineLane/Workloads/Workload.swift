internal import FuseEngine
package import FuseSeries

/// A call that is repeated at each stage to measure it.
package struct Workload: Sendable, CustomStringConvertible {
  /// The name as it was given, such as `writev:32x4k@512`.
  package let description: String
  /// The kind of call.
  package let kind: WorkloadKind
  /// What one call moves.
  package let call: WorkloadCall
  /// Makes what the calls work on.
  let makeSubject: @Sendable (Workload, SubjectFile) throws -> any WorkloadSubject

  /// Bytes that one call moves; 0 for calls that move no data.
  package var byteCount: Int { call.byteCount }

  /// The unit of throughput: 10⁶ bytes per second, or calls per second where no bytes are moved.
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
  /// Two workloads are the same if they have the same name.
  package static func == (one: Workload, other: Workload) -> Bool {
    one.description == other.description
  }

  /// Hashes the name.
  package func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
