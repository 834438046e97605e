import EngineLane
import FuseEngine
import Glibc
import Rounds

/// What the engine itself costs: its calls against a server that answers at once and looks at
/// nothing.
enum OwnTime {
  /// Makes calls over and over.
  ///
  /// - Parameters:
  ///   - transfer: The call.
  ///   - design: How the engine works.
  ///   - count: How often.
  /// - Returns: Nanoseconds of processor time, and requests, of all calls.
  /// - Throws: The engine's errors.
  static func measure(
    _ transfer: DirectTransfer, design: EngineDesign, calls count: Int
  ) throws -> (nanoseconds: Int64, requests: Int) {
    var connection = Connection(transport: InstantServer(), design: design)
    try connection.initialize()
    let file = try connection.open(connection.lookUp("file").node)
    let buffers = try SegmentBuffers(transfer.segments)
    let requests = connection.counters.requests
    let start = Clock.threadProcessorTime
    for _ in 0..<count {
      let result = try buffers.withVector { vector throws(TransportError) in
        try connection.directIO(transfer.direction, file: file, vector: vector, at: 0)
      }
      guard result == .transferred(transfer.byteCount) else {
        throw MeasurementError.shortTransfer(
          file: "file", transfer.direction, offset: 0, result: result.value,
          expected: transfer.byteCount)
      }
    }
    let time = Clock.threadProcessorTime - start
    return (time, connection.counters.requests - requests)
  }
}
