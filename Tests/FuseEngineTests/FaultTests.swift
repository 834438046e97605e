import FuseEngine
import Testing

/// What a fault in a later segment, a short reply or an error makes of a call at each stage.
struct FaultTests {
  struct Case: CustomTestStringConvertible {
    var name: String
    var direction = Direction.write
    var segments = 64
    var fault: Int?
    var exception: PatternServer.Exception?
    /// For stages 0…8, 9 and 10…11: result, requests sent, pages leaked.
    var outcomes: [(result: Int, sent: Int, leaked: Int)]

    var testDescription: String { name }
  }

  static let badAddress = -14
  static let inputOutput = -5

  static func reply(_ request: Int, bytes: Int) -> PatternServer.Exception {
    .init(request: request, answer: .bytes(bytes))
  }

  static func reply(_ request: Int, error: Int32) -> PatternServer.Exception {
    .init(request: request, answer: .error(ErrorNumber(rawValue: error)))
  }

  static let cases: [Case] = [
    Case(
      name: "write, segment 5 of 8 unmapped", segments: 8, fault: 5,
      outcomes: [(20480, 5, 0), (badAddress, 5, 0), (badAddress, 0, 5)]),
    Case(
      name: "read, segment 40 unmapped", direction: .read, fault: 40,
      outcomes: [(163_840, 40, 0), (badAddress, 40, 0), (badAddress, 1, 8)]),
    Case(
      name: "segment 0 unmapped", fault: 0,
      outcomes: [(badAddress, 0, 0), (badAddress, 0, 0), (badAddress, 0, 0)]),
    Case(
      name: "reply 0 short", exception: reply(0, bytes: 1000),
      outcomes: [(1000, 1, 0), (1000, 1, 0), (1000, 1, 0)]),
    Case(
      name: "reply 1 short", exception: reply(1, bytes: 1000),
      outcomes: [(5096, 2, 0), (5096, 2, 0), (132_072, 2, 0)]),
    Case(
      name: "reply 1 of no bytes", direction: .read, exception: reply(1, bytes: 0),
      outcomes: [(4096, 2, 0), (4096, 2, 0), (131_072, 2, 0)]),
    Case(
      name: "reply 1 an error", exception: reply(1, error: 5),
      outcomes: [(4096, 2, 0), (4096, 2, 0), (131_072, 2, 0)]),
    Case(
      name: "reply 0 an error", exception: reply(0, error: 5),
      outcomes: [(inputOutput, 1, 0), (inputOutput, 1, 0), (inputOutput, 1, 0)]),
    Case(
      name: "reply 1 larger than asked", exception: reply(1, bytes: 200_000),
      outcomes: [(4096, 2, 0), (inputOutput, 2, 0), (inputOutput, 2, 0)]),
  ]

  @Test(arguments: cases, 0...11)
  func `a call ends as the functions of 2012 ended it`(example: Case, stage: Int) throws {
    let trace = try Bench.trace(
      stage: stage,
      CallShape(
        direction: example.direction, offset: 0,
        segments: WorkedNumbersTests.segments(example.segments, 4096),
        fault: example.fault, exception: example.exception))
    let expected = example.outcomes[stage < 9 ? 0 : stage == 9 ? 1 : 2]
    #expect(trace.result.value == expected.result)
    #expect(trace.requests.count == expected.sent)
    #expect(trace.counters.pagesLeaked == expected.leaked)
    #expect(trace.isDataIntact)
  }

  @Test(arguments: [Direction.read, .write], 0...11)
  func `a call of one request in kernel memory needs no pages`(
    direction: Direction, stage: Int
  ) throws {
    let server = PatternServer()
    var connection = Connection(
      transport: server, design: try Bench.design(stage), limits: Limits(writeBytes: 1 << 20))
    try connection.initialize()
    let file = try connection.open(connection.lookUp("pattern").node)
    let buffers = try SegmentBuffers([SegmentShape(offset: 0, length: 300_000)])
    let pattern = Pattern()
    connection.keepRecord(true)
    let result = try buffers.withVector { vector throws(TransportError) in
      if direction == .write { pattern.fill(vector, at: 7) }
      return try Self.inKernel(buffers) { kernelVector throws(TransportError) in
        try connection.directIO(direction, file: file, vector: kernelVector, at: 7)
      }
    }
    #expect(result == .transferred(300_000))
    #expect(connection.record?.map(\.size) == [300_000])
    #expect(connection.record?.map(\.pages) == [0])
    #expect(connection.counters.pagePins == 0)
    #expect(!server.sawWrongData)
    #expect(buffers.withVector { pattern.matches($0, bytes: 300_000, at: 7) })
    try connection.release(file)
  }

  /// Lends the first segment of some buffers as a caller inside the kernel passes it.
  private static func inKernel<Result>(
    _ buffers: borrowing SegmentBuffers, _ body: (IOVector) throws(TransportError) -> Result
  ) throws(TransportError) -> Result {
    try buffers.withBytes { bytes throws(TransportError) in
      let segments = bytes.baseAddress.map { [Segment(base: $0, length: bytes.count)] } ?? []
      let copy = UnsafeMutableBufferPointer<Segment>.allocate(capacity: segments.count)
      defer { copy.deallocate() }
      _ = copy.initialize(from: segments)
      return try body(IOVector(UnsafeBufferPointer(copy), addressSpace: .kernel))
    }
  }
}
