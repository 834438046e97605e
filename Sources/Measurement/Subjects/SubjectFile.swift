public import FuseEngine

/// A file on the server whose content is known.
///
/// One that was made for the purpose holds the pattern from `salt` on; every cell that writes takes
/// another salt, so that what an earlier cell wrote cannot pass for its own. A file that was there
/// already is only read, and compared with what it held at first.
final class SubjectFile {
  /// Its name in the root directory, or its path where it was there already.
  let name: String
  let blockBytes: Int
  /// The file's part that is used consists of this many blocks; one call moves one.
  private(set) var blocks: Int
  private(set) var node = NodeID(rawValue: 0)
  private let isOwn: Bool
  private let checkBuffer: SegmentBuffers
  /// What a file that was there already held at first, a segment for each block.
  private let reference: SegmentBuffers
  private var salt: UInt64 = 0
  private let pattern = Pattern()

  /// Bytes of the file that are used.
  var byteCount: Int { blocks * blockBytes }

  init(name: String, blockBytes: Int, isOwn: Bool = true) throws(ErrorNumber) {
    self.name = name
    self.blockBytes = blockBytes
    self.isOwn = isOwn
    let blocks = max(1, min(8, (1 << 26) / max(1, blockBytes)))
    self.blocks = blocks
    checkBuffer = try SegmentBuffers([SegmentShape(offset: 0, length: blockBytes)])
    reference = try SegmentBuffers(
      (0..<(isOwn ? 0 : blocks)).map { _ in SegmentShape(offset: 0, length: blockBytes) })
  }

  /// Makes the file on the server and fills it, or reads what it holds.
  func begin(on connection: inout Connection) throws {
    if isOwn { node = try connection.create(name) } else { try find(on: &connection) }
    let file = try open(on: &connection)
    for block in 0..<blocks {
      let offset = offset(of: block)
      let moved: TransferResult
      if isOwn {
        moved = try checkBuffer.withVector { vector in
          fill(vector, block: block)
          return try connection.directIO(.write, file: file, vector: vector, at: offset)
        }
      } else {
        moved = try reference.withVector(of: block..<(block + 1)) { vector in
          try connection.directIO(.read, file: file, vector: vector, at: offset)
        }
      }
      try expect(moved, block: block)
    }
    try connection.release(file)
  }

  private func find(on connection: inout Connection) throws {
    let found = try connection.lookUp(path: name)
    node = found.node
    blocks = min(blocks, Int(clamping: found.size / UInt64(blockBytes)))
    guard blocks > 0 else {
      throw MeasurementError.tooSmall(file: name, byteCount: found.size, needed: blockBytes)
    }
  }

  /// Opens the file for calls.
  func open(on connection: inout Connection) throws -> OpenFile {
    try connection.open(node, readOnly: !isOwn)
  }

  /// Removes the file if it was made for the purpose.
  func end(on connection: inout Connection) throws {
    if isOwn { try connection.unlink(name) }
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
    let isRight =
      isOwn
      ? pattern.matches(vector, bytes: blockBytes, at: salt &+ offset(of: block))
      : reference.withVector(of: block..<(block + 1)) { vector.hasBytes(of: $0) }
    guard isRight else {
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
  /// A file is smaller than one call.
  case tooSmall(file: String, byteCount: UInt64, needed: Int)
  /// A workload would write to a file that is not its own.
  case needsOwnFile(workload: String)
  /// The person stopped it before a round was over.
  case interrupted
  /// A thread was asked for a workload that it has not begun.
  case noSubject(Int)
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
    case .tooSmall(let file, let byteCount, let needed):
      "\(file) has \(byteCount) bytes; one call reads \(needed)"
    case .needsOwnFile(let workload):
      "\(workload) makes a file of its own; a file that is there already is only read (readv, read)"
    case .interrupted: "interrupted before a round was over"
    case .noSubject(let index): "workload \(index) was not begun on every thread"
    case .unsupported(let workload, let error):
      "\(workload) needs ioctls that this server does not know (\(error)); the bundled server does"
    }
  }
}
