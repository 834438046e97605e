import FuseEngine
import Testing

/// One page read or written back: patch 1 makes the latter small, patch 2 the former.
struct SinglePageTests {
  @Test(arguments: 0...11)
  func `a page is read in a request of one page from patch 2 on`(stage: Int) throws {
    var site = try CallSite(stage: stage)
    let inode = Inode(node: site.node, size: 1 << 30, capacity: 2)
    let read = try site.counting { try $0.readPage(7, file: $1, into: inode) }
    #expect(read.result == .transferred(4096))
    #expect(inode.hasPage(7))
    #expect(read.requests.map(\.offset) == [28_672])
    let size = RequestSize(stage: stage, slots: stage < 2 ? 32 : 1)
    #expect(read.counters.arrayBytes == size.arrayBytes)
    #expect(read.counters.allocations == size.allocations)
    if stage >= 8 {
      #expect(read.requests[0].descriptors == [PageDescriptor(length: 4096, offset: 0)])
    }
  }

  @Test(arguments: 0...11)
  func `a page is written back in a request of one page from patch 1 on`(stage: Int) throws {
    var site = try CallSite(stage: stage)
    let inode = Inode(node: site.node, size: 1 << 30, capacity: 2)
    _ = try site.counting { try $0.readPage(7, file: $1, into: inode) }
    let written = try site.counting { try $0.writePage(7, file: $1, from: inode) }
    #expect(written.result == .transferred(4096))
    #expect(!site.server.sawWrongData)
    #expect(written.requests.map(\.operation) == [.write])
    let size = RequestSize(stage: stage, slots: stage < 1 ? 32 : 1)
    #expect(written.counters.arrayBytes == size.arrayBytes)
    let missing = try site.counting { try $0.writePage(8, file: $1, from: inode) }
    #expect(missing.result == .failed(.outOfMemory))
  }

  @Test(arguments: [0, 11])
  func `a refused page stays out of date`(stage: Int) throws {
    var site = try CallSite(stage: stage)
    let inode = Inode(node: site.node, size: 1 << 30, capacity: 2)
    site.server.exception = .init(request: 0, answer: .error(.inputOutput))
    let read = try site.counting { try $0.readPage(0, file: $1, into: inode) }
    #expect(read.result == .failed(.inputOutput))
    #expect(!inode.hasPage(0))
  }
}
