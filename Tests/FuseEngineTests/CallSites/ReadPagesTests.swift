import FuseEngine
import Testing

/// Read-ahead: where requests end, and what they take at each stage.
struct ReadPagesTests {
  @Test(arguments: 0...11, [1, 8, 32, 33, 70])
  func `requests are full but for the last and are sized from patch 4 on`(
    stage: Int, pages: Int
  ) throws {
    var site = try CallSite(stage: stage)
    let inode = Inode(node: site.node, size: 1 << 30, capacity: pages)
    let read = try site.counting {
      try $0.readPages(10..<(10 + UInt64(pages)), file: $1, into: inode)
    }
    #expect(read.result == .transferred(pages * 4096))
    let filled = stride(from: 0, to: pages, by: 32).map { min(32, pages - $0) }
    #expect(read.requests.map(\.pages) == filled)
    #expect(read.requests.map(\.size) == filled.map { $0 * 4096 })
    #expect(read.requests.first?.offset == 40_960)
    let slots = filled.map { stage < 4 ? 32 : $0 }
    let expected = RequestSize.sum(stage: stage, slots: slots)
    #expect(read.counters.arrayBytes == expected.arrayBytes)
    #expect(read.counters.allocations == expected.allocations)
    if stage >= 8 {
      #expect(
        read.requests.first?.descriptors
          == Array(repeating: PageDescriptor(length: 4096, offset: 0), count: filled[0]))
    } else {
      #expect(read.requests.first?.descriptors == nil)
    }
    #expect(try holdsPattern(inode, at: 40_960, pages * 4096))
  }

  @Test(arguments: 0...11)
  func `a request ends at a cached page and at max_read`(stage: Int) throws {
    var site = try CallSite(stage: stage, limits: Limits(readBytes: 3 * 4096))
    let inode = Inode(node: site.node, size: 1 << 30, capacity: 20)
    _ = try site.counting { try $0.readPages(4..<5, file: $1, into: inode) }
    let read = try site.counting { try $0.readPages(0..<10, file: $1, into: inode) }
    #expect(read.requests.map(\.offset) == [0, 12_288, 20_480, 32_768])
    #expect(read.requests.map(\.pages) == [3, 1, 3, 2])
    // The cached page is counted as still to come: the sizes are 10, 7, 6 and 3.
    let slots = stage < 4 ? [32, 32, 32, 32] : [10, 7, 6, 3]
    #expect(
      read.counters.arrayBytes == RequestSize.sum(stage: stage, slots: slots).arrayBytes)
    #expect(try holdsPattern(inode, at: 0, 40_960))
  }

  @Test(arguments: [0, 4, 11])
  func `what a short reply leaves out is zero`(stage: Int) throws {
    var site = try CallSite(stage: stage)
    let inode = Inode(node: site.node, size: 5000, capacity: 4)
    site.server.exception = .init(request: 0, answer: .bytes(5000))
    let read = try site.counting { try $0.readPages(0..<3, file: $1, into: inode) }
    #expect(read.result == .transferred(12_288))
    var bytes = [UInt8](repeating: 1, count: 12_288)
    #expect(bytes.withUnsafeMutableBytes { inode.copy(at: 0, into: $0) } == 12_288)
    #expect(bytes[5000...].allSatisfy { $0 == 0 })
    #expect(bytes[..<5000].contains { $0 != 0 })
  }

  @Test(arguments: [0, 4, 11])
  func `an error leaves the pages out of date and the rest is read`(stage: Int) throws {
    var site = try CallSite(stage: stage)
    let inode = Inode(node: site.node, size: 1 << 30, capacity: 64)
    site.server.exception = .init(request: 0, answer: .error(.inputOutput))
    let read = try site.counting { try $0.readPages(0..<40, file: $1, into: inode) }
    #expect(read.result == .failed(.inputOutput))
    #expect(!inode.hasPage(0) && inode.hasPage(32))
    #expect(read.requests.count == 2)
  }

  /// Whether the cache holds what the server's file holds.
  func holdsPattern(_ inode: Inode, at offset: UInt64, _ count: Int) throws -> Bool {
    let buffer = try SegmentBuffers([SegmentShape(offset: 0, length: count)])
    guard buffer.withBytes({ inode.copy(at: offset, into: $0) }) == count else { return false }
    let pattern = Pattern()
    return buffer.withVector { pattern.matches($0, bytes: count, at: offset) }
  }
}
