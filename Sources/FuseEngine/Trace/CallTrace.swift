internal import Glibc

/// A direct-I/O call to look at: its direction, place, segments, and what goes wrong with it.
public struct CallShape: Hashable, Sendable {
  /// Read or write.
  public var direction: Direction
  /// Where in the file, in bytes.
  public var offset: UInt64
  /// The user buffer's segments.
  public var segments: [SegmentShape]
  /// The index of a segment that is not mapped.
  public var fault: Int?
  /// The reply that differs from a full one; only the server in memory can be told.
  public var exception: PatternServer.Exception?

  /// Creates the shape of a call.
  public init(
    direction: Direction, offset: UInt64, segments: [SegmentShape], fault: Int? = nil,
    exception: PatternServer.Exception? = nil
  ) {
    self.direction = direction
    self.offset = offset
    self.segments = segments
    self.fault = fault
    self.exception = exception
  }
}

/// What one call did: its result, its requests, and what they cost.
public struct CallTrace: Hashable, Sendable {
  /// Bytes or the error.
  public var result: TransferResult
  /// The requests sent, in order.
  public var requests: [RequestRecord]
  /// What was counted during the call.
  public var counters: Counters
  /// Whether the bytes that the call says it moved are the right ones.
  public var isDataIntact: Bool
}

extension Connection {
  /// Makes one direct-I/O call of the given shape and keeps what it does.
  ///
  /// The user's buffers hold the file's pattern before a write, and are compared with it after a
  /// read.
  ///
  /// - Throws: ``ConnectionError`` where the server is gone or memory is short.
  public mutating func trace(
    _ shape: CallShape, of file: borrowing OpenFile, pattern: borrowing Pattern
  ) throws(ConnectionError) -> CallTrace {
    let buffers: SegmentBuffers
    do { buffers = try SegmentBuffers(shape.segments, unmapped: shape.fault) } catch {
      throw .outOfMemory
    }
    keepRecord(true)
    defer { keepRecord(false) }
    let before = counters
    let (result, isIntact) = try buffers.withVector {
      (vector) throws(ConnectionError) -> (TransferResult, Bool) in
      if shape.direction == .write { pattern.fill(vector, at: shape.offset) }
      let result: TransferResult
      do throws(TransportError) {
        result = try directIO(shape.direction, file: file, vector: vector, at: shape.offset)
      } catch {
        throw .transport(error)
      }
      let isIntact =
        shape.direction == .write
        || pattern.matches(vector, bytes: max(0, result.value), at: shape.offset)
      return (result, isIntact)
    }
    return CallTrace(
      result: result, requests: record ?? [], counters: counters.since(before),
      isDataIntact: isIntact)
  }
}

extension CallShape {
  /// Where in the file the call ends; nil beyond the largest file.
  public var end: UInt64? {
    let (end, overflow) = offset.addingReportingOverflow(
      UInt64(segments.reduce(0) { $0 + $1.length }))
    return overflow || end > UInt64(Int64.max) ? nil : end
  }
}
