/// SHA-1 (FIPS 180-4), for ids that git computes; it protects nothing.
package struct SHA1: Sendable {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32) =
    (0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0)
  private var block: [UInt8] = []
  private var length: UInt64 = 0
  private static let blockSize = 64

  /// Starts an empty message.
  package init() {
    block.reserveCapacity(Self.blockSize)
  }

  /// The digest of the bytes, 20 of them.
  package static func digest(of bytes: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA1()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The id git gives a blob with this content, in hex.
  package static func blobOid(of content: [UInt8]) -> String {
    var hash = SHA1()
    hash.update("blob \(content.count)\0".utf8)
    hash.update(content)
    return hex(hash.finalize())
  }

  /// Appends to the message.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  /// Appends to the message.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    // Generic code of another module is not specialized: the loop over bytes must not be in it.
    let wasContiguous: Void? = bytes.withContiguousStorageIfAvailable { append($0) }
    if wasContiguous == nil { Array(bytes).withUnsafeBufferPointer { append($0) } }
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Self.blockSize - block.count)
      block.append(contentsOf: piece)
      rest = rest.dropFirst(piece.count)
      if block.count == Self.blockSize {
        compress()
        block.removeAll(keepingCapacity: true)
      }
    }
  }

  /// Ends the message and returns its digest, 20 bytes; the value is spent afterwards.
  package mutating func finalize() -> [UInt8] {
    let bits = length &* 8
    update(CollectionOfOne(0x80))
    while block.count != Self.blockSize - 8 { update(CollectionOfOne(0)) }
    update((0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) })
    return [state.0, state.1, state.2, state.3, state.4].flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * $0)) }
    }
  }

  package static func hex(_ digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private mutating func compress() {
    var words = [UInt32](repeating: 0, count: 80)
    for index in 0..<16 {
      words[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(block[index * 4 + $1]) }
    }
    for index in 16..<80 {
      words[index] = Self.rotate(
        words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
    }
    var (a, b, c, d, e) = state
    for index in 0..<80 {
      let (mix, constant): (UInt32, UInt32) =
        switch index {
        case 0..<20: (b & c | ~b & d, 0x5A82_7999)
        case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case 40..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = Self.rotate(a, 5) &+ mix &+ e &+ constant &+ words[index]
      (a, b, c, d, e) = (next, a, Self.rotate(b, 30), c, d)
    }
    state = (
      state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e
    )
  }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word << count | word >> (32 - count)
  }
}
