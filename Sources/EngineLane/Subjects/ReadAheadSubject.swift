internal import FuseEngine

/// Read-ahead of some pages that are not in the page cache.
final class ReadAheadSubject: WorkloadSubject {
  let workload: Workload
  let file: SubjectFile
  private let pages: Int
  private let memory: SegmentBuffers
  private var inode: Inode

  init(_ workload: Workload, pages: Int, file: SubjectFile) throws(ErrorNumber) {
    self.workload = workload
    self.pages = pages
    self.file = file
    memory = try SegmentBuffers([SegmentShape(offset: 0, length: file.blockBytes)])
    inode = Inode(node: NodeID(rawValue: 0), size: 0, capacity: 0)
  }

  func begin(on connection: inout Connection) {
    inode = Inode(
      node: file.node, size: UInt64(file.byteCount), capacity: pages * file.blocks)
  }

  func prepare() { inode.clear() }

  private func indices(of block: Int) -> Range<UInt64> {
    UInt64(block * pages)..<UInt64((block + 1) * pages)
  }

  func call(
    on connection: inout Connection, file handle: borrowing OpenFile, block: Int
  ) throws {
    let indices = indices(of: block)
    inode.invalidate(indices)
    let result = try connection.readAhead(indices, file: handle, into: inode)
    try file.expect(result, .read, block: block)
  }

  func verify(on connection: inout Connection, file handle: borrowing OpenFile) throws {
    for block in 0..<file.blocks {
      memory.clear()
      let copied = memory.withBytes {
        inode.copy(at: file.offset(of: block), into: $0)
      }
      try file.expect(.transferred(copied), .read, block: block)
      try memory.withVector { vector throws(MeasurementError) in
        try file.check(vector, block: block)
      }
    }
  }
}

extension WorkloadKind {
  static let readpages = WorkloadKind("readpages", .pages, meaning: "read-ahead") {
    try ReadAheadSubject($0, pages: $1, file: $2)
  }
}
