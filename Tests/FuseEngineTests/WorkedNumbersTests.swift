import FuseEngine
import FuseSeries
import Testing

/// The worked numbers of the series, WRITE with max_write 131072, measured on the functions of
/// 2012: requests, request objects, arrays, slots and pins at each stage.
struct WorkedNumbersTests {
  struct Row: CustomTestStringConvertible {
    var name: String
    var segments: [SegmentShape]
    var writeBytes = 131_072
    var stages: ClosedRange<Int>
    var requestBytes: [Int]
    var objects: Int
    var arrays: Int
    /// Slots in arrays or inline, summed over the request objects: the kernel's metadata bytes
    /// less its request objects of 608, 376 or 392 bytes.
    var kernelMetadataBytes: Int
    var pinCalls: Int?
    var pagesPinned: Int?

    var testDescription: String { "\(name) at stages \(stages)" }
  }

  static func segments(_ count: Int, _ length: Int, at offset: Int = 0) -> [SegmentShape] {
    Array(repeating: SegmentShape(offset: offset, length: length), count: count)
  }

  static func row(
    _ name: String, _ segments: [SegmentShape], _ stages: ClosedRange<Int>, sends: [Int],
    objects: Int, arrays: Int, metadata: Int, pins: Int? = nil, pages: Int? = nil,
    writeBytes: Int = 131_072
  ) -> Row {
    Row(
      name: name, segments: segments, writeBytes: writeBytes, stages: stages,
      requestBytes: sends, objects: objects, arrays: arrays, kernelMetadataBytes: metadata,
      pinCalls: pins, pagesPinned: pages)
  }

  static func times(_ count: Int, _ bytes: Int) -> [Int] { Array(repeating: bytes, count: count) }

  static let mixed = [4096, 0, 4096, 0, 0, 4096].map { SegmentShape(offset: 0, length: $0) }
  static let tail = segments(31, 4096) + [SegmentShape(offset: 512, length: 8192)]
  static let empty = segments(3, 0)

  static let vectors: [Row] = [
    row(
      "32×4096", segments(32, 4096), 0...0, sends: times(32, 4096), objects: 32, arrays: 0,
      metadata: 19456, pins: 32, pages: 32),
    row(
      "32×4096", segments(32, 4096), 1...6, sends: times(32, 4096), objects: 32, arrays: 32,
      metadata: 20224, pins: 32, pages: 32),
    row(
      "32×4096", segments(32, 4096), 7...9, sends: times(32, 4096), objects: 32, arrays: 64,
      metadata: 28928, pins: 32, pages: 32),
    row(
      "32×4096", segments(32, 4096), 10...11, sends: [131_072], objects: 1, arrays: 2,
      metadata: 904, pins: 32, pages: 32),
    row(
      "33×4096", segments(33, 4096), 0...0, sends: times(33, 4096), objects: 33, arrays: 0,
      metadata: 20064),
    row(
      "33×4096", segments(33, 4096), 1...6, sends: times(33, 4096), objects: 33, arrays: 33,
      metadata: 20856),
    row(
      "33×4096", segments(33, 4096), 7...9, sends: times(33, 4096), objects: 33, arrays: 66,
      metadata: 29832),
    row(
      "33×4096", segments(33, 4096), 10...10, sends: [131_072, 4096], objects: 2, arrays: 4,
      metadata: 1808),
    row(
      "33×4096", segments(33, 4096), 11...11, sends: [131_072, 4096], objects: 2, arrays: 2,
      metadata: 1296),
    row(
      "64×4096", segments(64, 4096), 0...0, sends: times(64, 4096), objects: 64, arrays: 0,
      metadata: 38912),
    row(
      "64×4096", segments(64, 4096), 1...6, sends: times(64, 4096), objects: 64, arrays: 64,
      metadata: 40448),
    row(
      "64×4096", segments(64, 4096), 7...9, sends: times(64, 4096), objects: 64, arrays: 128,
      metadata: 57856),
    row(
      "64×4096", segments(64, 4096), 10...11, sends: times(2, 131_072), objects: 2, arrays: 4,
      metadata: 1808),
    row(
      "64×512", segments(64, 512), 0...0, sends: times(64, 512), objects: 64, arrays: 0,
      metadata: 38912),
    row(
      "64×512", segments(64, 512), 10...11, sends: times(2, 16384), objects: 2, arrays: 4,
      metadata: 1808),
    row(
      "32×4096@512", segments(32, 4096, at: 512), 0...0, sends: times(32, 4096), objects: 32,
      arrays: 0, metadata: 19456, pins: 32, pages: 64),
    row(
      "32×4096@512", segments(32, 4096, at: 512), 7...9, sends: times(32, 4096), objects: 32,
      arrays: 64, metadata: 28928, pins: 32, pages: 64),
    row(
      "32×4096@512", segments(32, 4096, at: 512), 10...11, sends: times(2, 65536), objects: 2,
      arrays: 4, metadata: 1808, pins: 32, pages: 64),
    row(
      "16×8192", segments(16, 8192), 0...0, sends: times(16, 8192), objects: 16, arrays: 0,
      metadata: 9728),
    row(
      "16×8192", segments(16, 8192), 1...6, sends: times(16, 8192), objects: 16, arrays: 16,
      metadata: 10112),
    row(
      "16×8192", segments(16, 8192), 7...9, sends: times(16, 8192), objects: 16, arrays: 32,
      metadata: 14464),
    row(
      "16×8192", segments(16, 8192), 10...11, sends: [131_072], objects: 1, arrays: 2,
      metadata: 904, pins: 16),
    row(
      "40×5000@100", segments(40, 5000, at: 100), 0...0, sends: times(40, 5000), objects: 40,
      arrays: 0, metadata: 24320),
    row(
      "40×5000@100", segments(40, 5000, at: 100), 1...6, sends: times(40, 5000), objects: 40,
      arrays: 40, metadata: 25280),
    row(
      "40×5000@100", segments(40, 5000, at: 100), 7...9, sends: times(40, 5000), objects: 40,
      arrays: 80, metadata: 36160),
    row(
      "40×5000@100", segments(40, 5000, at: 100), 10...10, sends: [80000, 80000, 40000],
      objects: 3, arrays: 6, metadata: 2712),
    row(
      "40×5000@100", segments(40, 5000, at: 100), 11...11, sends: [80000, 80000, 40000],
      objects: 3, arrays: 6, metadata: 2456),
    row(
      "31×4096, 8192@512", tail, 0...0, sends: times(31, 4096) + [8192], objects: 32,
      arrays: 0, metadata: 19456, pages: 34),
    row(
      "31×4096, 8192@512", tail, 10...10, sends: [130_560, 4608], objects: 2, arrays: 4,
      metadata: 1808, pins: 33),
    row(
      "31×4096, 8192@512", tail, 11...11, sends: [130_560, 4608], objects: 2, arrays: 4,
      metadata: 1328, pins: 33),
  ]

  static let singles: [Row] = [
    row("1×4096", segments(1, 4096), 0...0, sends: [4096], objects: 1, arrays: 0, metadata: 608),
    row("1×4096", segments(1, 4096), 1...6, sends: [4096], objects: 1, arrays: 1, metadata: 632),
    row("1×4096", segments(1, 4096), 7...10, sends: [4096], objects: 1, arrays: 2, metadata: 904),
    row(
      "1×4096", segments(1, 4096), 11...11, sends: [4096], objects: 1, arrays: 0,
      metadata: 392),
    row(
      "1×4096@512", segments(1, 4096, at: 512), 11...11, sends: [4096], objects: 1, arrays: 2,
      metadata: 424, pages: 2),
    row(
      "1×131072@512", segments(1, 131_072, at: 512), 0...0, sends: [130_560, 512], objects: 2,
      arrays: 0, metadata: 1216),
    row(
      "1×131072@512", segments(1, 131_072, at: 512), 1...6, sends: [130_560, 512], objects: 2,
      arrays: 2, metadata: 1264),
    row(
      "1×131072@512", segments(1, 131_072, at: 512), 7...10, sends: [130_560, 512],
      objects: 2, arrays: 4, metadata: 1808),
    row(
      "1×131072@512", segments(1, 131_072, at: 512), 11...11, sends: [130_560, 512],
      objects: 2, arrays: 2, metadata: 1296),
    row(
      "1×1 MiB", segments(1, 1 << 20), 0...0, sends: times(8, 131_072), objects: 8, arrays: 0,
      metadata: 4864),
    row(
      "1×1 MiB", segments(1, 1 << 20), 7...11, sends: times(8, 131_072), objects: 8,
      arrays: 16, metadata: 7232),
    row(
      "4096,0,4096,0,0,4096", mixed, 0...0, sends: times(3, 4096), objects: 6, arrays: 0,
      metadata: 3648),
    row(
      "4096,0,4096,0,0,4096", mixed, 1...6, sends: times(3, 4096), objects: 6, arrays: 6,
      metadata: 3792),
    row(
      "4096,0,4096,0,0,4096", mixed, 7...8, sends: times(3, 4096), objects: 6, arrays: 12,
      metadata: 5424),
    row(
      "4096,0,4096,0,0,4096", mixed, 9...9, sends: times(3, 4096), objects: 3, arrays: 6,
      metadata: 2712),
    row(
      "4096,0,4096,0,0,4096", mixed, 10...10, sends: [12288], objects: 1, arrays: 2,
      metadata: 904),
    row(
      "4096,0,4096,0,0,4096", mixed, 11...11, sends: [12288], objects: 1, arrays: 2,
      metadata: 440),
    row("0,0,0", empty, 0...0, sends: [], objects: 3, arrays: 0, metadata: 1824),
    row("0,0,0", empty, 9...10, sends: [], objects: 1, arrays: 2, metadata: 904),
    row("0,0,0", empty, 11...11, sends: [], objects: 1, arrays: 0, metadata: 392),
    row(
      "32×4096, max_write 4096", segments(32, 4096), 0...0, sends: times(32, 4096),
      objects: 32, arrays: 0, metadata: 19456, writeBytes: 4096),
    row(
      "32×4096, max_write 4096", segments(32, 4096), 10...10, sends: times(32, 4096),
      objects: 32, arrays: 64, metadata: 28928, writeBytes: 4096),
    row(
      "32×4096, max_write 4096", segments(32, 4096), 11...11, sends: times(32, 4096),
      objects: 32, arrays: 62, metadata: 20976, writeBytes: 4096),
  ]

  @Test(arguments: vectors + singles)
  func `each stage sends and allocates what the functions of 2012 did`(row: Row) throws {
    for stage in row.stages {
      let trace = try Bench.trace(
        stage: stage, limits: Limits(writeBytes: row.writeBytes),
        CallShape(direction: .write, offset: 8192, segments: row.segments))
      let objectBytes = stage == 0 ? 608 : stage < 7 ? 376 : 392
      let inlineBytes = stage == 0 ? 256 : stage < 7 ? 8 : 16
      let kernelBytes =
        trace.counters.arrayBytes + row.objects * (objectBytes - inlineBytes)
      #expect(trace.requests.map(\.size) == row.requestBytes)
      #expect(trace.counters.requestsAllocated == row.objects)
      #expect(trace.counters.allocations == row.objects + row.arrays)
      #expect(kernelBytes == row.kernelMetadataBytes)
      if let pins = row.pinCalls { #expect(trace.counters.pagePins == pins) }
      if let pages = row.pagesPinned { #expect(trace.counters.pagesPinned == pages) }
      #expect(trace.counters.pagesLeaked == 0)
      #expect(trace.result == .transferred(row.segments.reduce(0) { $0 + $1.length }))
      #expect(trace.isDataIntact)
    }
  }
}
