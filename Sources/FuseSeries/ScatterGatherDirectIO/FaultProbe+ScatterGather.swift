internal import FuseEngine

extension FaultProbe {
  /// The sixth segment is not mapped, when five have been transferred or packed.
  static let lateFault = FaultProbe(
    name: "write of 8 segments of 4 KiB, the sixth not mapped",
    meaning: "a fault in a later segment hides the bytes already transferred; "
      + "the running kernel returns the partial count",
    .directIO(write(segments: 8, fault: 5)))

  /// The second reply tells of more bytes than its request has.
  static let falseReply = FaultProbe(
    name: "write of 64 segments of 4 KiB, the second reply larger than asked",
    meaning: "a server's false reply hides the bytes already transferred",
    .directIO(write(segments: 64, exception: .init(request: 1, answer: .bytes(200_000)))))

  /// The size is just below 2³², where the number of pages wraps.
  static let hugeRetrieval = FaultProbe(
    name: "retrieve of 4 GiB less 101 bytes of a cached file",
    meaning: "the size wraps in 32 bits and the answer is empty",
    .retrieval(byteCount: Int(UInt32.max) - 100))

  private static func write(
    segments: Int, fault: Int? = nil, exception: PatternServer.Exception? = nil
  ) -> CallShape {
    CallShape(
      direction: .write, offset: 0,
      segments: Array(
        repeating: SegmentShape(offset: 0, length: Limits.pageSize), count: segments),
      fault: fault, exception: exception)
  }
}
