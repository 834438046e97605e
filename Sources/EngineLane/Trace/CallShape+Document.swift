package import Documents
package import FuseEngine

extension Direction {
  /// The direction of a call's data.
  fileprivate init(_ operation: CallOperation) {
    self =
      switch operation {
      case .read: .read
      case .write: .write
      }
  }
}

extension CallOperation {
  /// The call whose data goes in a direction.
  package init(_ direction: Direction) {
    self =
      switch direction {
      case .read: .read
      case .write: .write
      }
  }
}

extension RequestOperation {
  /// A request's kind in documents.
  init(_ operation: RequestRecord.Operation) {
    self =
      switch operation {
      case .read: .read
      case .write: .write
      case .ioctl: .ioctl
      case .notifyReply: .notifyReply
      case .readdir: .readdir
      }
  }
}

extension CallShape {
  /// Most segments that one call may have, the kernel's `UIO_MAXIOV`.
  private static let mostSegments = 1024
  /// Most bytes that one call may move, the kernel's `MAX_RW_COUNT`.
  private static let mostBytes = 0x7FFF_F000
  /// Where a file ends at most, since the kernel's offsets have a sign (`loff_t`).
  private static let lastEnd = UInt64(Int64.max)

  /// Reads a shape as a shapes file has it.
  ///
  /// - Parameter shape: The shape.
  /// - Throws: ``TraceError`` that says which part of it is impossible.
  package init(_ shape: TraceShape) throws(TraceError) {
    guard shape.segments.count <= Self.mostSegments else {
      throw TraceError("\(shape.segments.count) segments are more than \(Self.mostSegments)")
    }
    var left = Self.mostBytes
    var segments: [SegmentShape] = []
    for (index, pair) in shape.segments.enumerated() {
      guard pair.count == 2 else {
        throw TraceError("segment \(index) is not a pair of offset and length")
      }
      guard 0..<Limits.pageSize ~= pair[0] else {
        throw TraceError("segment \(index) starts at \(pair[0]); it must be 0…4095 in its page")
      }
      guard 0...left ~= pair[1] else {
        throw TraceError("segment \(index) has \(pair[1]) bytes; \(left) are left at most")
      }
      left -= pair[1]
      segments.append(SegmentShape(offset: pair[0], length: pair[1]))
    }
    guard shape.offset <= Self.lastEnd - UInt64(Self.mostBytes - left) else {
      throw TraceError("the call would end beyond byte \(Self.lastEnd), where every file ends")
    }
    if let fault = shape.fault, !segments.indices.contains(fault) {
      throw TraceError("`fault` names segment \(fault) of \(segments.count)")
    }
    self.init(
      direction: Direction(shape.op), offset: shape.offset, segments: segments, fault: shape.fault,
      exception: try shape.reply.map { reply throws(TraceError) in try Self.exception(reply) })
  }

  private static func exception(
    _ reply: TraceReply
  ) throws(TraceError) -> PatternServer.Exception {
    guard reply.at >= 0 else { throw TraceError("`reply.at` is negative") }
    switch (reply.short, reply.error) {
    case (let bytes?, nil) where 0...mostBytes ~= bytes:
      return .init(request: reply.at, answer: .bytes(bytes))
    case (nil, let error?) where 1..<1000 ~= error:
      return .init(request: reply.at, answer: .error(ErrorNumber(rawValue: Int32(error))))
    default:
      throw TraceError("`reply` must have either `short`, in bytes, or `error`, 1…999")
    }
  }
}
