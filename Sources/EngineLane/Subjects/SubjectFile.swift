internal import FuseEngine

/// A file on the server whose content is known.
///
/// A file that was made for the measurement holds the pattern from `salt` on; every cell that writes
/// takes another salt, so that the data of an earlier cell is not mistaken for its own. An existing
/// file is only read, and compared with its content at the start.
final class SubjectFile {
  /// Its name in the root directory, or the path of an existing file.
  let name: String
  let blockBytes: Int
  /// Blocks that the file has; one call moves one.
  private var blocksMade: Int
  /// Blocks of a cell's pass, from the file's start on.
  private(set) var blocks: Int
  private(set) var node = NodeID(rawValue: 0)
  private let isOwn: Bool
  /// Whether it may be on the server because of us.
  private(set) var isMade = false
  private let checkBuffer: SegmentBuffers
  /// The content of an existing file at the start, a segment for each block.
  private let reference: SegmentBuffers
  private var salt: UInt64 = 0
  private let pattern = Pattern()

  /// Bytes of all blocks.
  var byteCount: Int { blocksMade * blockBytes }

  init(name: String, blockBytes: Int, isOwn: Bool = true) throws(ErrorNumber) {
    self.name = name
    self.blockBytes = blockBytes
    self.isOwn = isOwn
    let blocks = max(1, min(CellLength.mostCalls, (1 << 26) / max(1, blockBytes)))
    self.blocks = blocks
    blocksMade = blocks
    checkBuffer = try SegmentBuffers([SegmentShape(offset: 0, length: blockBytes)])
    reference = try SegmentBuffers(
      (0..<(isOwn ? 0 : blocks)).map { _ in SegmentShape(offset: 0, length: blockBytes) })
  }

  /// Makes the file on the server and fills it, or reads what it holds.
  func begin(on connection: inout Connection) throws {
    if isOwn { try make(on: &connection) } else { try find(on: &connection) }
    let file = try open(on: &connection)
    do { try begin(file, on: &connection) } catch {
      // A server that is asked to remove an open file may only rename it.
      if !error.endsExchange { try? connection.release(file) }
      throw error
    }
    try connection.release(file)
  }

  private func begin(_ file: borrowing OpenFile, on connection: inout Connection) throws {
    for block in 0..<blocks {
      let offset = offset(of: block)
      if isOwn {
        let moved = try checkBuffer.withVector { vector in
          fill(vector, block: block)
          return try connection.directIO(.write, file: file, vector: vector, at: offset)
        }
        try expect(moved, .write, block: block)
      } else {
        let moved = try reference.withVector(of: block..<(block + 1)) { vector in
          try connection.directIO(.read, file: file, vector: vector, at: offset)
        }
        try expect(moved, .read, block: block)
      }
    }
  }

  private func make(on connection: inout Connection) throws {
    do throws(ConnectionError) {
      node = try connection.create(name)
      isMade = true
    } catch .refused("CREATE", .invalidArgument) {
      // A file system without O_DIRECT says so when it has made the file.
      isMade = true
      throw MeasurementError.noDirectIO(file: name)
    } catch .refused("CREATE", let error) {
      throw ConnectionError.refused(request: "CREATE", error)
    } catch {
      isMade = true
      throw error
    }
  }

  private func find(on connection: inout Connection) throws {
    let found = try connection.lookUp(path: name)
    node = found.node
    blocksMade = min(blocks, Int(clamping: found.size / UInt64(blockBytes)))
    blocks = blocksMade
    guard blocks > 0 else {
      throw MeasurementError.tooSmall(file: name, byteCount: found.size, needed: blockBytes)
    }
  }

  /// Opens the file for calls.
  func open(on connection: inout Connection) throws -> OpenFile {
    do throws(ConnectionError) {
      return try connection.open(node, readOnly: !isOwn)
    } catch .refused(_, .invalidArgument) {
      throw MeasurementError.noDirectIO(file: name)
    }
  }

  /// Removes the file if it was made for the purpose.
  func remove(on connection: inout Connection) throws(ConnectionError) {
    guard isMade else { return }
    do throws(ConnectionError) {
      try connection.unlink(name)
    } catch .refused(_, .noSuchFile) {
      // It was never made.
    }
    isMade = false
  }

  /// Makes a pass this long, or as long as the file allows.
  func limitPass(to calls: Int) { blocks = max(1, min(calls, blocksMade)) }

  /// Where a block starts in the file.
  func offset(of block: Int) -> UInt64 { UInt64(block * blockBytes) }

  /// Changes the salt: what is written from now on differs from what the file holds.
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

  /// Reads a block back with direct I/O and compares it.
  func checkStored(
    block: Int, on connection: inout Connection, file: borrowing OpenFile
  ) throws {
    checkBuffer.clear()
    try checkBuffer.withVector { vector in
      let moved = try connection.directIO(
        .read, file: file, vector: vector, at: offset(of: block))
      try expect(moved, .read, block: block)
      try check(vector, block: block)
    }
  }

  /// Checks that a call moved a whole block.
  func expect(
    _ result: TransferResult, _ direction: Direction, block: Int
  ) throws(MeasurementError) {
    guard result == .transferred(blockBytes) else {
      throw .shortTransfer(
        file: name, direction, offset: offset(of: block), result: result.value,
        expected: blockBytes)
    }
  }
}
