internal import FuseEngine

/// The file that one workload reads or writes, and the buffers for one pass over it.
///
/// There is a buffer for each block, so that after the timed part the data of the whole last pass
/// is still there to be checked. The file holds the pattern from `salt` on; every write cell takes
/// another salt, so that what an earlier cell wrote cannot pass for its own.
final class WorkloadFile {
  let workload: Workload
  let name: String
  let blocks: Int
  let buffers: SegmentBuffers
  private(set) var node = NodeID(rawValue: 0)
  private let checkBuffer: SegmentBuffers
  private var salt: UInt64 = 0
  private let pattern = Pattern()

  /// Bytes of the file.
  var byteCount: Int { blocks * workload.byteCount }

  init(_ workload: Workload, name: String) throws(ErrorNumber) {
    self.workload = workload
    self.name = name
    blocks = max(1, min(8, (1 << 26) / workload.byteCount))
    buffers = try SegmentBuffers((0..<blocks).flatMap { _ in workload.segments })
    checkBuffer = try SegmentBuffers([SegmentShape(offset: 0, length: workload.byteCount)])
  }

  /// Makes the file on the server and fills it.
  func create(on connection: inout Connection) throws {
    node = try connection.create(name)
    let file = try connection.open(node)
    for block in 0..<blocks {
      let offset = self.offset(of: block)
      let moved = try checkBuffer.withVector { vector in
        pattern.fill(vector, at: salt &+ offset)
        return try connection.directIO(.write, file: file, vector: vector, at: offset)
      }
      try expect(moved, block: block)
    }
    try connection.release(file)
  }

  /// Where a block starts in the file.
  func offset(of block: Int) -> UInt64 { UInt64(block * workload.byteCount) }

  /// The block's segments among all segments.
  func segments(of block: Int) -> Range<Int> {
    let count = workload.segments.count
    return (block * count)..<((block + 1) * count)
  }

  /// Makes the buffers ready for a cell: new data to write, or nothing where data is to appear.
  func prepare() {
    guard workload.direction == .write else { return buffers.clear() }
    salt &+= 8_191
    for block in 0..<blocks {
      buffers.withVector(of: segments(of: block)) {
        pattern.fill($0, at: salt &+ offset(of: block))
      }
    }
  }

  /// Compares what a cell moved with what it should have moved.
  func verify(on connection: inout Connection, file: borrowing OpenFile) throws {
    for block in 0..<blocks {
      let offset = self.offset(of: block)
      let isRight: Bool
      switch workload.direction {
      case .read:
        isRight = buffers.withVector(of: segments(of: block)) {
          pattern.matches($0, bytes: workload.byteCount, at: salt &+ offset)
        }
      case .write:
        checkBuffer.clear()
        isRight = try checkBuffer.withVector { vector in
          let moved = try connection.directIO(.read, file: file, vector: vector, at: offset)
          try expect(moved, block: block)
          return pattern.matches(vector, bytes: workload.byteCount, at: salt &+ offset)
        }
      }
      guard isRight else {
        throw MeasurementError.wrongData(workload: workload.description, offset: offset)
      }
    }
  }

  /// Checks that a call moved a whole block.
  func expect(_ result: TransferResult, block: Int) throws(MeasurementError) {
    guard result == .transferred(workload.byteCount) else {
      throw MeasurementError.shortTransfer(
        workload: workload.description, offset: offset(of: block), result: result.value,
        expected: workload.byteCount)
    }
  }
}

/// Why a measurement has no result.
public enum MeasurementError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The data that arrived is not the data that was sent.
  case wrongData(workload: String, offset: UInt64)
  /// A call moved fewer bytes than asked, or failed.
  case shortTransfer(workload: String, offset: UInt64, result: Int, expected: Int)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .wrongData(let workload, let offset):
      "\(workload): the data at offset \(offset) is not what was transferred"
    case .shortTransfer(let workload, let offset, let result, let expected):
      result < 0
        ? "\(workload): the call at offset \(offset) failed: "
          + "\(ErrorNumber(rawValue: Int32(clamping: -result)))"
        : "\(workload): the call at offset \(offset) moved \(result) of \(expected) bytes"
    }
  }
}
