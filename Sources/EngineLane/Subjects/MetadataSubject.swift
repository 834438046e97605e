internal import FuseEngine

/// Opening and closing a file: LOOKUP, GETATTR, OPEN, FLUSH, RELEASE and FORGET.
final class MetadataSubject: WorkloadSubject {
  let workload: Workload
  let file: SubjectFile

  init(_ workload: Workload, file: SubjectFile) {
    self.workload = workload
    self.file = file
  }

  func begin(on connection: inout Connection) {}

  func prepare() {}

  func call(
    on connection: inout Connection, file handle: borrowing OpenFile, block: Int
  ) throws {
    let node = try connection.lookUp(file.name).node
    let size = try connection.size(of: node)
    guard node == file.node, size == UInt64(file.byteCount) else {
      throw MeasurementError.wrongData(file: file.name, offset: 0)
    }
    let opened = try connection.open(node)
    try connection.flush(opened)
    try connection.release(opened)
    try connection.forget(node, lookups: 1)
  }

  /// Does nothing: every call compares the reply.
  func verify(on connection: inout Connection, file handle: borrowing OpenFile) {}
}

extension WorkloadKind {
  static let metadata = WorkloadKind("metadata", .nothing, meaning: "opens and closes a file") {
    workload, _, file in MetadataSubject(workload, file: file)
  }
}
