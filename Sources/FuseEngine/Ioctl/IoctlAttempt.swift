internal import CLinuxFuse
internal import Glibc

/// One try of an ioctl, with the caller's memory for input and output.
struct IoctlAttempt {
  let command: IoctlCommand
  let argument: UInt64
  let isUnrestricted: Bool
  var input: [fuse_ioctl_iovec] = []
  var output: [fuse_ioctl_iovec] = []

  /// The most pieces of memory that a server may ask for, the kernel's `FUSE_IOCTL_MAX_IOV`.
  private static let mostPieces = UInt32(FUSE_IOCTL_MAX_IOV)

  func body(_ file: FileHandle, inBytes: Int, outBytes: Int) -> fuse_ioctl_in {
    var body = fuse_ioctl_in()
    body.fh = file.number
    body.flags = isUnrestricted ? UInt32(FUSE_IOCTL_UNRESTRICTED) : 0
    body.cmd = command.rawValue
    body.arg = argument
    body.in_size = UInt32(inBytes)
    body.out_size = UInt32(outBytes)
    return body
  }

  /// Sets input and output to the memory that the server asks for; returns false where its list is
  /// invalid.
  mutating func take(
    _ answer: fuse_ioctl_out, bytes: Int, from page: UnsafeMutableRawBufferPointer
  ) -> Bool {
    guard answer.in_iovs <= Self.mostPieces, answer.out_iovs <= Self.mostPieces,
      answer.in_iovs + answer.out_iovs <= Self.mostPieces
    else { return false }
    let stride = MemoryLayout<fuse_ioctl_iovec>.stride
    let inCount = Int(answer.in_iovs)
    let count = inCount + Int(answer.out_iovs)
    guard bytes == count * stride else { return false }
    let pieces = (0..<count).map {
      page.loadUnaligned(fromByteOffset: $0 * stride, as: fuse_ioctl_iovec.self)
    }
    input = Array(pieces[..<inCount])
    output = Array(pieces[inCount...])
    return true
  }
}

extension [fuse_ioctl_iovec] {
  /// Bytes of all pieces; nil where they are more than a request can carry.
  var byteCount: Int? {
    let most = UInt64(Limits.pagesPerRequest * Limits.pageSize)
    var sum: UInt64 = 0
    for piece in self {
      guard piece.len <= most, sum + piece.len <= most else { return nil }
      sum += piece.len
    }
    return Int(sum)
  }
}

extension ScratchPages {
  /// Copies pieces of the caller's memory into the pages; returns false where one lies outside of it.
  borrowing func gather(
    _ pieces: [fuse_ioctl_iovec], from memory: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var done = 0
    for piece in pieces where piece.len > 0 {
      guard let range = memory.range(of: piece), let start = memory.baseAddress,
        let target = bytes.baseAddress
      else { return false }
      memcpy(target + done, start + range.lowerBound, range.count)
      done += range.count
    }
    return true
  }

  /// Copies bytes out of the pages; returns false where a piece lies outside of the caller's memory.
  borrowing func scatter(
    _ count: Int, to pieces: [fuse_ioctl_iovec], in memory: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var done = 0
    for piece in pieces where piece.len > 0 && done < count {
      guard let range = memory.range(of: piece), let target = memory.baseAddress,
        let source = bytes.baseAddress
      else { return false }
      let part = min(range.count, count - done)
      memcpy(target + range.lowerBound, source + done, part)
      done += part
    }
    return true
  }
}

extension UnsafeMutableRawBufferPointer {
  /// The range of a piece in this memory; nil where it reaches outside.
  fileprivate func range(of piece: fuse_ioctl_iovec) -> Range<Int>? {
    let start = UInt64(UInt(bitPattern: baseAddress))
    guard piece.base >= start, piece.base - start <= UInt64(count),
      piece.len <= UInt64(count) - (piece.base - start)
    else { return nil }
    let offset = Int(piece.base - start)
    return offset..<(offset + Int(piece.len))
  }
}
