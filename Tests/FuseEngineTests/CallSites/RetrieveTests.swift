import FuseEngine
import PeerProtocol
import Testing

/// A server that takes what the client has cached.
struct RetrieveTests {
  struct Retrieved {
    var counters: Counters
    var reply: RequestRecord
    var isPattern: Bool
  }

  func retrieve(
    _ byteCount: Int, at offset: UInt64, stage: Int, fileSize: UInt64 = 1 << 40,
    cached: Range<UInt64> = 0..<40
  ) throws -> Retrieved {
    var site = try CallSite(stage: stage)
    let inode = Inode(node: site.node, size: fileSize, capacity: cached.count)
    site.connection.register(inode)
    _ = try site.counting { try $0.readPages(cached, file: $1, into: inode) }
    var question = ServerIoctl.Retrieval(node: site.node, offset: offset, byteCount: byteCount)
    let before = try site.counting { connection, file in
      try withUnsafeMutableBytes(of: &question) {
        try connection.ioctl(ServerIoctl.retrieve, file: file, memory: $0)
      }
    }
    let replies = before.requests.filter { $0.operation == .notifyReply }
    let reply = try #require(replies.first)
    #expect(replies.count == 1)
    let buffer = try SegmentBuffers([SegmentShape(offset: 0, length: reply.size)])
    let pattern = Pattern()
    buffer.withVector { pattern.fill($0, at: offset) }
    let expected = buffer.withBytes { ServerIoctl.Retrieved(of: UnsafeRawBufferPointer($0)) }
    // One of the two requests is the ioctl that asked for it, of one page.
    var counters = before.counters
    let asking = RequestSize(stage: stage, slots: stage < 6 ? 32 : 1)
    counters.arrayBytes -= asking.arrayBytes
    counters.allocations -= asking.allocations
    return Retrieved(
      counters: counters, reply: reply, isPattern: site.server.lastRetrieved == expected)
  }

  @Test(arguments: 0...11, [(5000, UInt64(100)), (1, 4095), (4096, 0), (131_072, 4096)])
  func `the answer is sized from patch 3 on`(stage: Int, asked: (Int, UInt64)) throws {
    let retrieved = try retrieve(asked.0, at: asked.1, stage: stage)
    #expect(retrieved.isPattern)
    #expect(retrieved.reply.size == asked.0)
    let pages = (asked.0 + Int(asked.1 % 4096) + 4095) / 4096
    #expect(retrieved.reply.pages == pages)
    let size = RequestSize(stage: stage, slots: stage < 3 ? 32 : pages)
    #expect(retrieved.counters.arrayBytes == size.arrayBytes)
    #expect(retrieved.counters.allocations == size.allocations)
    if stage >= 8, asked.0 == 5000 {
      #expect(
        retrieved.reply.descriptors
          == [PageDescriptor(length: 3996, offset: 100), PageDescriptor(length: 1004, offset: 0)])
    }
  }

  @Test(arguments: 0...11)
  func `an answer has 32 pages at most, ends at a gap and at the file's end`(stage: Int) throws {
    #expect(try retrieve(200_000, at: 0, stage: stage).reply.size == 131_072)
    #expect(try retrieve(200_000, at: 36 * 4096, stage: stage).reply.size == 4 * 4096)
    #expect(try retrieve(8000, at: 4096, stage: stage, fileSize: 5000).reply.size == 904)
    #expect(try retrieve(8000, at: 6000, stage: stage, fileSize: 5000).reply.size == 0)
  }

  @Test(arguments: 0...11)
  func `from patch 3 on a size near 4 GiB wraps, and the answer is empty`(stage: Int) throws {
    let retrieved = try retrieve(Int(UInt32.max) - 100, at: 0, stage: stage)
    #expect(retrieved.reply.size == (stage < 3 ? 131_072 : 0))
    let almost = try retrieve(Int(UInt32.max), at: 2000, stage: stage)
    #expect(almost.reply.size == (stage < 3 ? 32 * 4096 - 2000 : 2096))
  }
}
