internal import Glibc

/// A direct-I/O call to trace: its direction, offset and segments, and the faults to inject.
package struct CallShape: Hashable, Sendable {
  /// Read or write.
  package var direction: Direction
  /// Where in the file, in bytes.
  package var offset: UInt64
  /// The segments of the user's buffer.
  package var segments: [SegmentShape]
  /// The index of a segment that is not mapped; nil for none.
  package var fault: Int?
  /// The reply that differs from a full one; only for the server in memory.
  package var exception: PatternServer.Exception?

  package init(
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

/// What one call did: its result, its requests, and their cost.
package struct CallTrace: Hashable, Sendable {
  /// Bytes or the error.
  package var result: TransferResult
  /// The requests sent, in order.
  package var requests: [RequestRecord]
  /// The counts during the call.
  package var counters: Counters
  /// Whether the bytes that the call moved are correct.
  package var isDataIntact: Bool
}

extension Connection {
  /// Makes one direct-I/O call of the given shape and traces it.
  ///
  /// The buffers are filled with the file's pattern before a write, and compared with it after a read.
  ///
  /// - Throws: ``ConnectionError`` where the server is gone or memory is short.
  package mutating func trace(
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
  /// The offset of the call's end in the file; nil beyond the largest file.
  package var end: UInt64? {
    let (end, overflow) = offset.addingReportingOverflow(
      UInt64(segments.reduce(0) { $0 + $1.length }))
    return overflow || end > UInt64(Int64.max) ? nil : end
  }
}
