internal import FuseEngine
internal import Glibc
internal import PeerProtocol

/// A file on a FUSE mount, opened past the page cache, that a workload reads or writes.
///
/// There is a buffer for each block, so that the data of the last pass can be checked. A file that
/// somebody else owns is only read, or written with the bytes that it holds.
final class KernelFile {
  /// How a vector is handed to the kernel.
  enum CallStyle: CaseIterable {
    /// One call for each segment, as stage 0 cuts a vector.
    case perSegment
    /// One call for the whole vector.
    case vectored
  }

  let transfer: DirectTransfer
  /// Blocks that the file has; one call moves one.
  private let blocksMade: Int
  /// Blocks of a cell's pass, from the file's start on.
  private(set) var blocks: Int
  private let descriptor: Int32
  private let isOwn: Bool
  private let name: String
  private let buffers: SegmentBuffers
  private let reference: SegmentBuffers
  private let pattern = Pattern()
  private var salt: UInt64 = 0

  /// Takes an open descriptor over.
  ///
  /// - Parameters:
  ///   - descriptor: A file opened with `O_DIRECT`, which is closed with this.
  ///   - name: What to call the file in errors.
  ///   - isOwn: Whether the file is ours to fill.
  ///   - transfer: The call.
  /// - Throws: ``MeasurementError``, or ``ErrorNumber`` where memory is short.
  init(
    adopting descriptor: Int32, name: String, isOwn: Bool, _ transfer: DirectTransfer
  ) throws {
    self.descriptor = descriptor
    self.name = name
    self.isOwn = isOwn
    self.transfer = transfer
    var blocks = max(1, min(CellLength.mostCalls, (1 << 26) / transfer.byteCount))
    if !isOwn {
      var attributes = stat()
      fstat(descriptor, &attributes)
      blocks = min(blocks, Int(attributes.st_size) / transfer.byteCount)
      guard blocks > 0 else {
        close(descriptor)
        throw MeasurementError.tooSmall(
          file: name, byteCount: UInt64(clamping: attributes.st_size),
          needed: transfer.byteCount)
      }
    }
    self.blocks = blocks
    blocksMade = blocks
    buffers = try SegmentBuffers((0..<blocks).flatMap { _ in transfer.segments })
    reference = try SegmentBuffers(
      (0..<blocks).map { _ in SegmentShape(offset: 0, length: transfer.byteCount) })
    for block in 0..<blocks {
      try reference.withVector(of: block..<(block + 1)) { vector in
        if isOwn {
          pattern.fill(vector, at: offset(of: block))
          try expect(vector.write(to: descriptor, at: offset(of: block)), .write, block)
        } else {
          try expect(vector.read(from: descriptor, at: offset(of: block)), .read, block)
        }
      }
    }
  }

  deinit { close(descriptor) }

  /// Bytes of all blocks.
  var byteCount: Int { blocksMade * transfer.byteCount }

  /// Makes a pass this long, or as long as the file allows.
  func limitPass(to calls: Int) { blocks = max(1, min(calls, blocksMade)) }

  private func offset(of block: Int) -> UInt64 { UInt64(block * transfer.byteCount) }

  private func segments(of block: Int) -> Range<Int> {
    let count = transfer.segments.count
    return (block * count)..<((block + 1) * count)
  }

  /// The segments of all blocks of a pass.
  private var allSegments: Range<Int> { 0..<(blocks * transfer.segments.count) }

  /// READs and WRITEs that the server has had; nil where it does not tell.
  var requestCount: Int? {
    var counts = ServerIoctl.RequestCounts()
    let status = ioctl(descriptor, UInt(ServerIoctl.requestCounts.rawValue), &counts)
    return status == 0 ? Int(counts.reads + counts.writes) : nil
  }

  /// Makes the buffers ready for a cell: new data to write, or nothing where data is to appear.
  func prepare() {
    guard transfer.direction == .write else { return buffers.clear(allSegments) }
    if isOwn { salt &+= 8_191 }
    for block in 0..<blocks {
      reference.withVector(of: block..<(block + 1)) { whole in
        if isOwn { pattern.fill(whole, at: salt &+ offset(of: block)) }
        buffers.withVector(of: segments(of: block)) { $0.copyBytes(of: whole) }
      }
    }
  }

  /// Moves one block.
  @inline(__always)
  func call(_ style: CallStyle, block: Int) throws(MeasurementError) {
    let moved = buffers.withVector(of: segments(of: block)) { vector in
      switch (style, transfer.direction) {
      case (.vectored, .read): vector.read(from: descriptor, at: offset(of: block))
      case (.vectored, .write): vector.write(to: descriptor, at: offset(of: block))
      case (.perSegment, .read):
        vector.eachSegment(at: offset(of: block)) { $0.read(from: descriptor, at: $1) }
      case (.perSegment, .write):
        vector.eachSegment(at: offset(of: block)) { $0.write(to: descriptor, at: $1) }
      }
    }
    try expect(moved, transfer.direction, block)
  }

  /// Compares what a cell moved with what it should have moved.
  func verify() throws(MeasurementError) {
    if transfer.direction == .write { buffers.clear(allSegments) }
    for block in 0..<blocks {
      if transfer.direction == .write {
        let moved = buffers.withVector(of: segments(of: block)) {
          $0.read(from: descriptor, at: offset(of: block))
        }
        try expect(moved, .read, block)
      }
      let isRight = buffers.withVector(of: segments(of: block)) { vector in
        reference.withVector(of: block..<(block + 1)) { vector.hasBytes(of: $0) }
      }
      guard isRight else { throw .wrongData(file: name, offset: offset(of: block)) }
    }
  }

  private func expect(
    _ moved: Int, _ direction: Direction, _ block: Int
  ) throws(MeasurementError) {
    guard moved == transfer.byteCount else {
      if let error = serverEnd(moved, behind: offset(of: block)) {
        throw .serverEnded(file: name, error)
      }
      throw .shortTransfer(
        file: name, direction, offset: offset(of: block), result: moved,
        expected: transfer.byteCount)
    }
  }

  /// The error by which the kernel tells that the file system has no server any more.
  ///
  /// A call that has moved something before the server ended tells that alone, so that the kernel is
  /// asked once more: for one byte.
  private func serverEnd(_ moved: Int, behind offset: UInt64) -> ErrorNumber? {
    var byte: UInt8 = 0
    var error = ErrorNumber(rawValue: Int32(clamping: -moved))
    if moved >= 0, pread(descriptor, &byte, 1, off_t(clamping: offset)) < 0 { error = .current }
    return error.isServerEnd ? error : nil
  }
}

extension ErrorNumber {
  /// Whether it is what the kernel answers for a file system without a server: ECONNABORTED where a
  /// request was under way, ENOTCONN from then on.
  var isServerEnd: Bool { rawValue == ENOTCONN || rawValue == ECONNABORTED }
}
