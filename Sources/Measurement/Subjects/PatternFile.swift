public import FuseEngine

/// A file on the server whose content is known: the pattern from `salt` on.
///
/// Every cell that writes takes another salt, so that what an earlier cell wrote cannot pass for
/// its own.
final class PatternFile {
  let name: String
  /// The file consists of this many blocks; one call moves one.
  let blocks: Int
  let blockBytes: Int
  private(set) var node = NodeID(rawValue: 0)
  private let checkBuffer: SegmentBuffers
  private var salt: UInt64 = 0
  private let pattern = Pattern()

  /// Bytes of the file.
  var byteCount: Int { blocks * blockBytes }

  init(name: String, blockBytes: Int) throws(ErrorNumber) {
    self.name = name
    self.blockBytes = blockBytes
    blocks = max(1, min(8, (1 << 26) / max(1, blockBytes)))
    checkBuffer = try SegmentBuffers([SegmentShape(offset: 0, length: blockBytes)])
  }

  /// Makes the file on the server and fills it.
  func create(on connection: inout Connection) throws {
    node = try connection.create(name)
    let file = try connection.open(node)
    for block in 0..<blocks {
      let moved = try checkBuffer.withVector { vector in
        fill(vector, block: block)
        return try connection.directIO(
          .write, file: file, vector: vector, at: offset(of: block))
      }
      try expect(moved, block: block)
    }
    try connection.release(file)
  }

  /// Where a block starts in the file.
  func offset(of block: Int) -> UInt64 { UInt64(block * blockBytes) }

  /// Takes another salt: what is written from now on differs from what the file holds.
  func changeSalt() { salt &+= 8_191 }

  /// Fills memory with a block's content.
  func fill(_ vector: IOVector, block: Int) {
    pattern.fill(vector, at: salt &+ offset(of: block))
  }

  /// Compares memory with a block's content.
  func check(_ vector: IOVector, block: Int) throws(MeasurementError) {
    guard pattern.matches(vector, bytes: blockBytes, at: salt &+ offset(of: block)) else {
      throw .wrongData(file: name, offset: offset(of: block))
    }
  }

  /// Reads a block back past every cache and compares it.
  func checkStored(
    block: Int, on connection: inout Connection, file: borrowing OpenFile
  ) throws {
    checkBuffer.clear()
    try checkBuffer.withVector { vector in
      let moved = try connection.directIO(
        .read, file: file, vector: vector, at: offset(of: block))
      try expect(moved, block: block)
      try check(vector, block: block)
    }
  }

  /// Checks that a call moved a whole block.
  func expect(_ result: TransferResult, block: Int) throws(MeasurementError) {
    guard result == .transferred(blockBytes) else {
      throw .shortTransfer(
        file: name, offset: offset(of: block), result: result.value, expected: blockBytes)
    }
  }
}

/// Why a measurement has no result.
public enum MeasurementError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The data that arrived is not the data that was sent.
  case wrongData(file: String, offset: UInt64)
  /// A call moved fewer bytes than asked, or failed.
  case shortTransfer(file: String, offset: UInt64, result: Int, expected: Int)
  /// The server does not do what a workload needs.
  case unsupported(workload: String, ErrorNumber)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .wrongData(let file, let offset):
      "\(file): the data at offset \(offset) is not what was transferred"
    case .shortTransfer(let file, let offset, let result, let expected):
      result < 0
        ? "\(file): the call at offset \(offset) failed: "
          + "\(ErrorNumber(rawValue: Int32(clamping: -result)))"
        : "\(file): the call at offset \(offset) moved \(result) of \(expected) bytes"
    case .unsupported(let workload, let error):
      "\(workload) needs ioctls that this server does not know (\(error)); the bundled server does"
    }
  }
}
