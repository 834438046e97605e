import CLinuxFuse
import FuseEngine
import Testing

/// Buffered write-through: where requests end, and what they take at each stage.
struct PerformWriteTests {
  struct Written {
    var result: TransferResult
    var counters: Counters
    var requests: [RequestRecord]
    var isRight: Bool
  }

  func write(
    _ segments: [SegmentShape], at offset: UInt64, stage: Int, limits: Limits = Limits(),
    unmapped: Int? = nil, prepare: (PatternServer) -> Void = { _ in }
  ) throws -> Written {
    var site = try CallSite(stage: stage, limits: limits, prepare: prepare)
    let inode = Inode(node: site.node, size: 0, capacity: 200)
    let buffers = try SegmentBuffers(segments, unmapped: unmapped)
    let pattern = Pattern()
    let done = try site.counting { connection, file in
      try buffers.withVector { vector in
        pattern.fill(vector, at: offset)
        return try connection.performWrite(vector, at: offset, file: file, through: inode)
      }
    }
    return Written(
      result: done.result, counters: done.counters, requests: done.requests,
      isRight: !site.server.sawWrongData && inode.size == offset + UInt64(max(0, done.result.value))
    )
  }

  @Test(arguments: 0...11)
  func `a request is sized from patch 5 on by the pages that the rest touches`(
    stage: Int
  ) throws {
    let written = try write(
      [SegmentShape(offset: 0, length: 150_000)], at: 4096 * 3 + 100, stage: stage)
    #expect(written.result == .transferred(150_000))
    #expect(written.isRight)
    // 32 slots hold 4096·32 − 100 bytes from there on; the rest starts on a page.
    #expect(written.requests.map(\.size) == [130_972, 19_028])
    #expect(written.requests.map(\.pages) == [32, 5])
    let slots = stage < 5 ? [32, 32] : [32, 5]
    let expected = RequestSize.sum(stage: stage, slots: slots)
    #expect(written.counters.arrayBytes == expected.arrayBytes)
    #expect(written.counters.allocations == expected.allocations)
    if stage >= 8 {
      let descriptors = try #require(written.requests[1].descriptors)
      #expect(descriptors.map(\.length) == [4096, 4096, 4096, 4096, 2644])
      #expect(written.requests[0].descriptors?.first == PageDescriptor(length: 3996, offset: 100))
    }
  }

  @Test(arguments: 0...11)
  func `without big writes a request carries one page of those it has slots for`(
    stage: Int
  ) throws {
    let written = try write(
      [SegmentShape(offset: 0, length: 10_000)], at: 0, stage: stage,
      prepare: { $0.initFlags = 0 })
    #expect(written.result == .transferred(10_000))
    #expect(written.isRight)
    #expect(written.requests.map(\.size) == [4096, 4096, 1808])
    let slots = stage < 5 ? [32, 32, 32] : [3, 2, 1]
    #expect(
      written.counters.arrayBytes == RequestSize.sum(stage: stage, slots: slots).arrayBytes)
  }

  @Test(arguments: 0...11)
  func `max_write ends a request within a page and the next begins there`(stage: Int) throws {
    let written = try write(
      [SegmentShape(offset: 0, length: 12_000)], at: 0, stage: stage,
      limits: Limits(writeBytes: 5000))
    #expect(written.requests.map(\.offset) == [0, 5000, 10_000])
    #expect(written.requests.map(\.size) == [5000, 5000, 2000])
    #expect(written.isRight)
  }

  @Test(arguments: [0, 5, 11])
  func `a fault ends the write with the bytes before it`(stage: Int) throws {
    let segments = [SegmentShape(offset: 0, length: 5000), SegmentShape(offset: 0, length: 5000)]
    let partial = try write(segments, at: 0, stage: stage, unmapped: 1)
    #expect(partial.result == .transferred(5000))
    #expect(partial.requests.map(\.size) == [5000])
    let nothing = try write(segments, at: 0, stage: stage, unmapped: 0)
    #expect(nothing.result == .failed(.badAddress))
    #expect(nothing.requests.isEmpty)
  }

  @Test(arguments: [0, 5, 11])
  func `a short answer or an error ends the write`(stage: Int) throws {
    let segments = [SegmentShape(offset: 0, length: 200_000)]
    let short = try write(segments, at: 0, stage: stage) {
      $0.exception = .init(request: 0, answer: .bytes(1000))
    }
    #expect(short.result == .transferred(1000))
    #expect(short.requests.count == 1)
    let refused = try write(segments, at: 0, stage: stage) {
      $0.exception = .init(request: 0, answer: .error(.outOfMemory))
    }
    #expect(refused.result == .failed(.outOfMemory))
  }
}
