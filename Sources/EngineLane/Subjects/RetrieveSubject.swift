internal import FuseEngine
internal import PeerProtocol

/// A server that retrieves what the client has cached.
///
/// One call is an ioctl upon which the server sends NOTIFY_RETRIEVE, the NOTIFY_REPLY, and the
/// ioctl's reply.
final class RetrieveSubject: WorkloadSubject {
  let workload: Workload
  let file: SubjectFile
  private let memory: SegmentBuffers
  private var inode: Inode
  private var lastBlock = 0

  init(_ workload: Workload, file: SubjectFile) throws(ErrorNumber) {
    self.workload = workload
    self.file = file
    memory = try SegmentBuffers([SegmentShape(offset: 0, length: file.blockBytes)])
    inode = Inode(node: NodeID(rawValue: 0), size: 0, capacity: 0)
  }

  func begin(on connection: inout Connection) throws {
    let pages = UInt64((file.byteCount + Limits.pageSize - 1) / Limits.pageSize)
    inode = Inode(node: file.node, size: UInt64(file.byteCount), capacity: Int(pages))
    connection.register(inode)
    let handle = try connection.open(file.node)
    _ = try connection.readPages(0..<pages, file: handle, into: inode)
    try connection.release(handle)
  }

  func prepare() {}

  func call(
    on connection: inout Connection, file handle: borrowing OpenFile, block: Int
  ) throws {
    var question = ServerIoctl.Retrieval(
      node: file.node, offset: file.offset(of: block), byteCount: file.blockBytes)
    let result = try withUnsafeMutableBytes(of: &question) { memory throws(TransportError) in
      try connection.ioctl(ServerIoctl.retrieve, file: handle, memory: memory)
    }
    if case .failed(let error) = result {
      throw MeasurementError.unsupported(workload: workload.description, error)
    }
    lastBlock = block
  }

  func verify(on connection: inout Connection, file handle: borrowing OpenFile) throws {
    var retrieved = ServerIoctl.Retrieved()
    _ = try withUnsafeMutableBytes(of: &retrieved) { memory throws(TransportError) in
      try connection.ioctl(ServerIoctl.retrieved, file: handle, memory: memory)
    }
    memory.withVector { file.fill($0, block: lastBlock) }
    let expected = memory.withBytes { ServerIoctl.Retrieved(of: UnsafeRawBufferPointer($0)) }
    guard retrieved == expected else {
      throw MeasurementError.wrongData(file: file.name, offset: file.offset(of: lastBlock))
    }
  }
}

extension WorkloadKind {
  /// One NOTIFY_REPLY carries 32 pages at most.
  static let retrieve = WorkloadKind(
    "retrieve", .bytes(atMost: Limits.pagesPerRequest * Limits.pageSize),
    meaning: "the server takes S cached bytes",
    oneThreadReason: "the server's questions reach one thread only"
  ) { workload, _, file in try RetrieveSubject(workload, file: file) }
}
