internal import FuseEngine

/// What a workload works on: its file on the server, its memory, and the check of its data.
protocol WorkloadSubject: AnyObject {
  /// The workload.
  var workload: Workload { get }
  /// The file on the server.
  var file: PatternFile { get }

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
  /// Makes the subject of the workload, with a file of the given name.
  func subject(fileName: String) throws(ErrorNumber) -> any WorkloadSubject {
    switch call {
    case .direct(let transfer): try DirectSubject(self, transfer, fileName: fileName)
    case .readpages(let pages): try ReadAheadSubject(self, pages: pages, fileName: fileName)
    case .performWrite(let bytes): try WriteThroughSubject(self, bytes: bytes, fileName: fileName)
    case .retrieve(let bytes): try RetrieveSubject(self, bytes: bytes, fileName: fileName)
    case .ioctl(let bytes): try IoctlSubject(self, bytes: bytes, fileName: fileName)
    case .metadata: try MetadataSubject(self, fileName: fileName)
    case .readdir: try DirectorySubject(self, fileName: fileName)
    }
  }
}
