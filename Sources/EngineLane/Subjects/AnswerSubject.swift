internal import FuseEngine

/// Calls that move none of the file's data: each compares the answers that it gets itself.
final class AnswerSubject: WorkloadSubject {
  let workload: Workload
  let file: SubjectFile
  private let makeCall: @Sendable (inout Connection, SubjectFile) throws -> Bool

  /// Creates a subject.
  ///
  /// - Parameters:
  ///   - workload: The workload.
  ///   - file: The file that the calls are about.
  ///   - makeCall: Makes one call; returns whether the answers were right.
  init(
    _ workload: Workload, file: SubjectFile,
    _ makeCall: @escaping @Sendable (inout Connection, SubjectFile) throws -> Bool
  ) {
    self.workload = workload
    self.file = file
    self.makeCall = makeCall
  }

  func begin(on connection: inout Connection) {}

  func prepare() {}

  func call(
    on connection: inout Connection, file handle: borrowing OpenFile, block: Int
  ) throws {
    guard try makeCall(&connection, file) else {
      throw MeasurementError.wrongData(file: file.name, offset: 0)
    }
  }

  /// Does nothing: every call is checked as it is made.
  func verify(on connection: inout Connection, file handle: borrowing OpenFile) {}
}

extension WorkloadKind {
  /// LOOKUP, GETATTR, OPEN, FLUSH, RELEASE and FORGET.
  static let metadata = WorkloadKind("metadata", .nothing, meaning: "opens and closes a file") {
    workload, _, file in
    AnswerSubject(workload, file: file) { connection, file in
      let node = try connection.lookUp(file.name).node
      let size = try connection.size(of: node)
      guard node == file.node, size == UInt64(file.byteCount) else { return false }
      let opened = try connection.open(node)
      try connection.flush(opened)
      try connection.release(opened)
      try connection.forget(node, lookups: 1)
      return true
    }
  }

  /// The root directory is where the workload's file lies.
  static let readdir = WorkloadKind("readdir", .nothing, meaning: "lists the root directory") {
    workload, _, file in
    AnswerSubject(workload, file: file) { connection, file in
      try connection.entries().contains { $0.name.elementsEqual(file.name.utf8) }
    }
  }
}
