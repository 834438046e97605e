/// Inflates the zlib streams of git's binary patches (RFC 1950, RFC 1951).
///
/// The result never grows beyond the size the patch announces, so a small patch cannot fill the
/// memory without saying so; time is linear in input and output.
enum Inflate {
  /// The content of a zlib stream; bytes behind the stream are passed over, as zlib does.
  ///
  /// It is `nil` where the stream is malformed, does not hold exactly `size` bytes, or fails its
  /// checksum.
  static func bytes(ofZlib stream: [UInt8], size: Int) -> [UInt8]? {
    // Method 8, a window of at most 32 KiB, no preset dictionary, and a check of the two bytes.
    guard stream.count >= 6, stream[0] & 0x0F == 8, stream[0] >> 4 <= 7, stream[1] & 0x20 == 0,
      (Int(stream[0]) << 8 | Int(stream[1])).isMultiple(of: 31)
    else { return nil }
    var reader = DeflateReader(stream[2...], limit: size)
    guard reader.readBlocks(), reader.output.count == size, let sum = reader.readChecksum(),
      sum == adler32(reader.output)
    else { return nil }
    return reader.output
  }

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var low: UInt32 = 1
    var high: UInt32 = 0
    for byte in bytes {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return high << 16 | low
  }
}

/// The bits of a deflate stream, least significant first, and what has come out so far.
struct DeflateReader {
  private let input: ArraySlice<UInt8>
  private var next: Int
  private var held: UInt32 = 0
  private var heldCount = 0
  private let limit: Int
  private(set) var output: [UInt8] = []

  init(_ input: ArraySlice<UInt8>, limit: Int) {
    self.input = input
    next = input.startIndex
    self.limit = limit
  }

  /// Reads to the end of the last block; false where the stream is malformed or too long.
  mutating func readBlocks() -> Bool {
    while true {
      guard let isLast = bits(1), let kind = bits(2) else { return false }
      let isWhole =
        switch kind {
        case 0: readStored()
        case 1: readCompressed(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
        case 2: readDynamic()
        default: false
        }
      guard isWhole else { return false }
      if isLast == 1 { return true }
    }
  }

  /// The four bytes behind the last block, most significant first.
  mutating func readChecksum() -> UInt32? {
    dropToByte()
    guard next + 4 <= input.endIndex else { return nil }
    return input[next..<(next + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private mutating func bits(_ count: Int) -> Int? {
    while heldCount < count {
      guard next < input.endIndex else { return nil }
      held |= UInt32(input[next]) << UInt32(heldCount)
      heldCount += 8
      next += 1
    }
    let value = held & (1 << UInt32(count) - 1)
    held >>= UInt32(count)
    heldCount -= count
    return Int(value)
  }

  private mutating func dropToByte() {
    held = 0
    heldCount = 0
  }

  private mutating func readStored() -> Bool {
    dropToByte()
    guard next + 4 <= input.endIndex else { return false }
    let count = Int(input[next]) | Int(input[next + 1]) << 8
    let complement = Int(input[next + 2]) | Int(input[next + 3]) << 8
    next += 4
    guard count == ~complement & 0xFFFF, next + count <= input.endIndex,
      output.count + count <= limit
    else { return false }
    output += input[next..<(next + count)]
    next += count
    return true
  }

  private mutating func symbol(_ code: HuffmanCode) -> Int? {
    var walk = HuffmanCode.Walk()
    while true {
      guard let bit = bits(1) else { return nil }
      switch code.step(&walk, bit) {
      case .symbol(let symbol): return symbol
      case .goesOn: continue
      case .unused: return nil
      }
    }
  }

  private mutating func readDynamic() -> Bool {
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    guard let literals = bits(5), let distances = bits(5), let lengths = bits(4),
      literals <= 29, distances <= 29
    else { return false }
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for place in order.prefix(lengths + 4) {
      guard let length = bits(3) else { return false }
      codeLengths[place] = UInt8(length)
    }
    guard let lengthCode = HuffmanCode(codeLengths),
      let all = readLengths(lengthCode, count: literals + 257 + distances + 1),
      all[256] != 0, let literalCode = HuffmanCode(all[..<(literals + 257)]),
      let distanceCode = HuffmanCode(all[(literals + 257)...])
    else { return false }
    return readCompressed(literalCode, distanceCode)
  }

  /// The lengths of both codes, in which runs are shortened.
  private mutating func readLengths(_ code: HuffmanCode, count: Int) -> [UInt8]? {
    var lengths: [UInt8] = []
    while lengths.count < count {
      guard let symbol = symbol(code) else { return nil }
      let run: (length: UInt8, bits: Int, minimum: Int)
      switch symbol {
      case ..<16: run = (UInt8(symbol), 0, 1)
      case 16:
        guard let last = lengths.last else { return nil }
        run = (last, 2, 3)
      case 17: run = (0, 3, 3)
      default: run = (0, 7, 11)
      }
      guard let more = bits(run.bits), lengths.count + run.minimum + more <= count else {
        return nil
      }
      lengths += repeatElement(run.length, count: run.minimum + more)
    }
    return lengths
  }

  private mutating func readCompressed(_ literals: HuffmanCode, _ distances: HuffmanCode) -> Bool {
    while let symbol = symbol(literals) {
      if symbol == 256 { return true }
      if symbol < 256 {
        guard output.count < limit else { return false }
        output.append(UInt8(symbol))
        continue
      }
      guard symbol <= 285, let length = value(of: symbol - 257, in: DeflateTable.lengths),
        let place = self.symbol(distances), place <= 29,
        let distance = value(of: place, in: DeflateTable.distances),
        distance <= output.count, output.count + length <= limit
      else { return false }
      // Source and target may overlap, so that a short run repeats itself.
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
    return false
  }

  private mutating func value(of symbol: Int, in table: DeflateTable) -> Int? {
    bits(table.extraBits[symbol]).map { table.bases[symbol] + $0 }
  }
}

/// The first value of each length or distance symbol, and how many bits are added to it (RFC 1951,
/// 3.2.5).
private struct DeflateTable {
  let bases: [Int]
  let extraBits: [Int]

  private init(first: Int, extraBits: [Int]) {
    self.extraBits = extraBits
    var base = first
    bases = extraBits.map { bits in
      defer { base += 1 << bits }
      return base
    }
  }

  private init(bases: [Int], extraBits: [Int]) {
    self.bases = bases
    self.extraBits = extraBits
  }

  static let lengths: DeflateTable = {
    let table = DeflateTable(
      first: 3, extraBits: [0, 0, 0, 0] + (0..<6).flatMap { [$0, $0, $0, $0] })
    // The longest match has a symbol of its own.
    return DeflateTable(
      bases: table.bases.prefix(28) + [258], extraBits: table.extraBits.prefix(28) + [0])
  }()

  static let distances = DeflateTable(
    first: 1, extraBits: [0, 0] + (0..<14).flatMap { [$0, $0] })
}
