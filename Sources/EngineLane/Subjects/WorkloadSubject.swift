internal import FuseEngine

/// What a workload works on: its file on the server, its memory, and the check of its data.
protocol WorkloadSubject: AnyObject {
  /// The workload.
  var workload: Workload { get }
  /// The file on the server.
  var file: SubjectFile { get }

  /// Makes what the calls need, beyond the file.
  func begin(on connection: inout Connection) throws

  /// Makes memory ready for a cell: new data to send, or nothing where data is to appear.
  func prepare()

  /// Makes one call.
  func call(
    on connection: inout Connection, file handle: borrowing OpenFile, block: Int
  ) throws

  /// Compares what a cell moved with what it should have moved.
  func verify(on connection: inout Connection, file handle: borrowing OpenFile) throws
}

extension Workload {
  /// Makes the subject of the workload.
  ///
  /// - Parameters:
  ///   - fileName: The name of the file to make for it.
  ///   - path: A file that is there already, which is used instead.
  /// - Returns: The subject; nothing is on the server yet.
  /// - Throws: ``MeasurementError`` where the workload cannot use that file, or ``ErrorNumber``
  ///   where memory is short.
  func subject(fileName: String, path: String? = nil) throws -> any WorkloadSubject {
    guard let path else {
      return try makeSubject(self, SubjectFile(name: fileName, blockBytes: blockBytes))
    }
    guard isDirectRead else { throw MeasurementError.needsOwnFile(workload: description) }
    return try makeSubject(self, SubjectFile(name: path, blockBytes: byteCount, isOwn: false))
  }

  /// Bytes of one block of the file: what a call moves, or a page where it moves nothing.
  private var blockBytes: Int { byteCount > 0 ? byteCount : Limits.pageSize }
}
