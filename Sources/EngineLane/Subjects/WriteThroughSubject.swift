internal import FuseEngine

/// Buffered writes, which are written through the page cache to the server.
final class WriteThroughSubject: WorkloadSubject {
  let workload: Workload
  let file: SubjectFile
  private let buffers: SegmentBuffers
  private var inode: Inode

  init(_ workload: Workload, file: SubjectFile) throws(ErrorNumber) {
    self.workload = workload
    self.file = file
    buffers = try SegmentBuffers(
      (0..<file.blocks).map { _ in SegmentShape(offset: 0, length: file.blockBytes) })
    inode = Inode(node: NodeID(rawValue: 0), size: 0, capacity: 0)
  }

  func begin(on connection: inout Connection) {
    let pages = (file.byteCount + Limits.pageSize - 1) / Limits.pageSize
    inode = Inode(node: file.node, size: UInt64(file.byteCount), capacity: pages)
  }

  func prepare() {
    file.changeSalt()
    for block in 0..<file.blocks {
      buffers.withVector(of: block..<(block + 1)) { file.fill($0, block: block) }
    }
  }

  func call(
    on connection: inout Connection, file handle: borrowing OpenFile, block: Int
  ) throws {
    let result = try buffers.withVector(of: block..<(block + 1)) {
      vector throws(TransportError) in
      try connection.performWrite(
        vector, at: file.offset(of: block), file: handle, through: inode)
    }
    try file.expect(result, .write, block: block)
  }

  func verify(on connection: inout Connection, file handle: borrowing OpenFile) throws {
    for block in 0..<file.blocks {
      try file.checkStored(block: block, on: &connection, file: handle)
    }
  }
}

extension WorkloadKind {
  static let performWrite = WorkloadKind("perform-write", .bytes(), meaning: "buffered") {
    workload, _, file in try WriteThroughSubject(workload, file: file)
  }
}
