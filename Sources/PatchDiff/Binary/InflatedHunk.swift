internal import Bytes

/// A part of a binary patch with its data inflated.
struct InflatedHunk {
  private let method: BinaryHunk.Method
  private let data: [UInt8]

  /// Inflates the data.
  ///
  /// - Throws: ``BinaryFault`` where it is malformed or has another size than the patch says.
  init(_ hunk: BinaryHunk) throws(BinaryFault) {
    let announced = hunk.inflatedSize
    // Deflate makes at most 1032 bytes of one, so a larger claim is false before it costs anything.
    guard announced / 1032 <= hunk.deflated.count else { throw .otherSize(announced: announced) }
    let data: [UInt8]
    do throws(ZlibError) {
      data = try Zlib.inflate(hunk.deflated, sizeMaximum: announced)
    } catch {
      throw .notInflated(error)
    }
    guard data.count == announced else { throw .otherSize(announced: announced) }
    method = hunk.method
    self.data = data
  }

  /// The file the hunk makes of the preimage.
  ///
  /// - Throws: ``BinaryFault`` where the delta does not fit it.
  func content(from preimage: [UInt8]) throws(BinaryFault) -> [UInt8] {
    switch method {
    case .literal: return data
    case .delta:
      guard let content = Delta.apply(data, to: preimage) else { throw .deltaDiffers }
      return content
    }
  }
}

/// Git's deltas, as in its pack files (gitformat-pack): the two sizes, then copies from the source
/// and literal runs.
private enum Delta {
  static func apply(_ delta: [UInt8], to source: [UInt8]) -> [UInt8]? {
    // Two sizes and one command with its data are the least git takes.
    guard delta.count >= 4 else { return nil }
    var rest = delta[...]
    guard let sourceSize = size(&rest), sourceSize == source.count, let targetSize = size(&rest)
    else { return nil }
    var target: [UInt8] = []
    while let command = rest.popFirst() {
      let piece: ArraySlice<UInt8>
      if command & 0x80 != 0 {
        guard let offset = number(&rest, command, bits: 0..<4),
          let length = number(&rest, command, bits: 4..<7)
        else { return nil }
        let count = length == 0 ? 0x10000 : length
        guard offset + count <= source.count else { return nil }
        piece = source[offset..<(offset + count)]
      } else {
        guard command != 0, rest.count >= command else { return nil }
        piece = rest.prefix(Int(command))
        rest = rest.dropFirst(Int(command))
      }
      guard piece.count <= targetSize - target.count else { return nil }
      target += piece
    }
    return target.count == targetSize ? target : nil
  }

  /// Seven bits a byte, the lowest first, as long as the top bit is set.
  private static func size(_ rest: inout ArraySlice<UInt8>) -> Int? {
    var value = 0
    var shift = 0
    while let byte = rest.popFirst() {
      guard shift < 56 else { return nil }
      value |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
    return nil
  }

  /// The bytes that the command's bits announce, the lowest first.
  private static func number(
    _ rest: inout ArraySlice<UInt8>, _ command: UInt8, bits: Range<Int>
  ) -> Int? {
    var value = 0
    for (place, bit) in bits.enumerated() where command & (1 << UInt8(bit)) != 0 {
      guard let byte = rest.popFirst() else { return nil }
      value |= Int(byte) << (8 * place)
    }
    return value
  }
}
