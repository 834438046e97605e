internal import FuseEngine

/// Listing the root directory, in which the workload's file lies.
final class DirectorySubject: WorkloadSubject {
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
    let entries = try connection.entries()
    guard entries.contains(where: { $0.name.elementsEqual(file.name.utf8) }) else {
      throw MeasurementError.wrongData(file: file.name, offset: 0)
    }
  }

  /// Does nothing: every call looks for the file in the entries that it got.
  func verify(on connection: inout Connection, file handle: borrowing OpenFile) {}
}

extension WorkloadKind {
  static let readdir = WorkloadKind("readdir", .nothing, meaning: "lists the root directory") {
    workload, _, file in DirectorySubject(workload, file: file)
  }
}
