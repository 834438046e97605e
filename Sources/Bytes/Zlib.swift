internal import CZlib

/// Data deflated and inflated by zlib.
package enum Zlib {
  /// What stands around the deflated data.
  package enum Format: Sendable, Hashable {
    /// A zlib stream (RFC 1950), as git and PNG hold it.
    case zlib
    /// A gzip member (RFC 1952).
    case gzip

    /// The parameter of `inflateInit2`: the largest window, and 16 more for gzip.
    fileprivate var windowBits: Int32 { self == .gzip ? MAX_WBITS + 16 : MAX_WBITS }
  }

  /// Inflates one stream; bytes behind it are ignored.
  ///
  /// Never holds more than `sizeMaximum` bytes and one of output, whatever the data would make.
  ///
  /// - Parameters:
  ///   - data: The stream.
  ///   - sizeMaximum: The most bytes that the result may have; not negative.
  ///   - format: What stands around the deflated data.
  /// - Returns: The content, its checksum verified.
  /// - Throws: ``ZlibError`` where the stream is malformed, ends early or holds more.
  package static func inflate(
    _ data: [UInt8], sizeMaximum: Int, format: Format = .zlib
  ) throws(ZlibError) -> [UInt8] {
    precondition(sizeMaximum >= 0 && sizeMaximum < Int.max, "no such size: \(sizeMaximum)")
    var inflater = try Inflater(windowBits: format.windowBits)
    var output: [UInt8] = []
    while true {
      let room = min(sizeMaximum + 1 - output.count, max(4096, 4 * data.count, output.count))
      let (chunk, code) = inflater.step(data, room: room)
      output += chunk
      if output.count > sizeMaximum {
        throw ZlibError(reason: .tooLarge(sizeMaximum: sizeMaximum), offset: inflater.read)
      }
      switch code {
      case Z_OK: continue
      case Z_STREAM_END: return output
      // No progress: there was room, so it is input that is missing.
      case Z_BUF_ERROR: throw ZlibError(reason: .truncated, offset: inflater.read)
      default: throw inflater.error(code)
      }
    }
  }

  /// Deflates to a zlib stream, as small as zlib makes it.
  ///
  /// - Throws: ``ZlibError`` where memory is short.
  package static func deflate(_ data: [UInt8]) throws(ZlibError) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: Int(compressBound(uLong(data.count))))
    var count = uLongf(packed.count)
    let code = compress2(&packed, &count, data, uLong(data.count), Z_BEST_COMPRESSION)
    guard code == Z_OK else { throw ZlibError(code, message: nil, at: 0) }
    packed.removeSubrange(Int(count)...)
    return packed
  }
}

/// Owns zlib's state of one stream, which must not move in memory.
private struct Inflater: ~Copyable {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  /// Bytes of the input that have been read.
  private(set) var read = 0
  /// What one call takes and gives at most: zlib counts in 32 bits.
  private static let chunkMaximum = 1 << 30

  init(windowBits: Int32) throws(ZlibError) {
    stream.initialize(to: z_stream())
    let code = inflateInit2_(
      stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    // The state of a failed start is empty, and `inflateEnd` takes that too.
    guard code == Z_OK else { throw error(code) }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Inflates what is left of the data until it or the room is used up.
  mutating func step(_ data: [UInt8], room: Int) -> (output: [UInt8], code: Int32) {
    let room = min(room, Self.chunkMaximum)
    let rest = data[read...].prefix(Self.chunkMaximum)
    var code = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: room) { buffer, written in
      rest.withUnsafeBufferPointer { input in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = uInt(input.count)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = uInt(room)
        code = inflate(stream, Z_NO_FLUSH)
        written = room - Int(stream.pointee.avail_out)
      }
    }
    read += rest.count - Int(stream.pointee.avail_in)
    return (output, code)
  }

  func error(_ code: Int32) -> ZlibError {
    ZlibError(code, message: stream.pointee.msg.map { String(cString: $0) }, at: read)
  }
}

/// Why zlib refuses data, and where.
package struct ZlibError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  package enum Reason: Sendable, Hashable {
    /// The data is not a stream, or its checksum is wrong; in zlib's words.
    case malformed(String)
    /// The data ends within the stream.
    case truncated
    /// The content is larger than it may be.
    case tooLarge(sizeMaximum: Int)
    /// zlib got no memory.
    case outOfMemory
  }

  /// What is wrong.
  package let reason: Reason
  /// How many bytes of the input had been read.
  package let offset: Int

  fileprivate init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  fileprivate init(_ code: Int32, message: String?, at offset: Int) {
    self.offset = offset
    reason =
      switch code {
      case Z_MEM_ERROR: .outOfMemory
      case Z_NEED_DICT: .malformed("it needs a preset dictionary")
      default: .malformed(message ?? "zlib code \(code)")
      }
  }

  /// The whole sentence.
  package var description: String {
    switch reason {
    case .malformed(let words): "malformed compressed data at byte \(offset): \(words)"
    case .truncated: "compressed data ends early, at byte \(offset)"
    case .tooLarge(let most): "compressed data holds more than \(most) bytes"
    case .outOfMemory: "not enough memory to compress or decompress"
    }
  }
}
