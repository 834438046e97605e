/// A canonical prefix code, given by the length of each symbol's code (RFC 1951, 3.2.2).
struct HuffmanCode {
  static let lengthMaximum = 15

  /// Symbols in the order of their codes.
  private let symbols: [UInt16]
  /// How many codes have each length.
  private let counts: [Int]

  /// Where a bit by bit reading of one code has come to.
  struct Walk {
    fileprivate var length = 0
    fileprivate var code = 0
    fileprivate var firstCode = 0
    fileprivate var firstIndex = 0
  }

  /// What one more bit leads to.
  enum Step {
    case symbol(Int)
    case goesOn
    case unused
  }

  /// Takes one length a symbol, 0 for an absent one; `nil` where the lengths ask for more codes
  /// than there are, or leave some unused, as zlib refuses them too: a code of one symbol of one
  /// bit alone may be incomplete, and one of no symbols at all.
  init?(_ lengths: some Collection<UInt8>) {
    var counts = [Int](repeating: 0, count: Self.lengthMaximum + 1)
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    var left = 1
    for length in 1...Self.lengthMaximum {
      left = left * 2 - counts[length]
      if left < 0 { return nil }
    }
    let used = counts.reduce(0, +)
    guard left == 0 || used == 0 || used == 1 && counts[1] == 1 else { return nil }
    var starts = [Int](repeating: 0, count: Self.lengthMaximum + 2)
    for length in 1...Self.lengthMaximum { starts[length + 1] = starts[length] + counts[length] }
    var symbols = [UInt16](repeating: 0, count: used)
    for (symbol, length) in lengths.enumerated() where length != 0 {
      symbols[starts[Int(length)]] = UInt16(symbol)
      starts[Int(length)] += 1
    }
    self.symbols = symbols
    self.counts = counts
  }

  private init(known lengths: [UInt8]) {
    self = HuffmanCode(lengths) ?? HuffmanCode(symbols: [], counts: [])
  }

  private init(symbols: [UInt16], counts: [Int]) {
    self.symbols = symbols
    self.counts = counts
  }

  /// Takes the next bit, most significant of the code first.
  func step(_ walk: inout Walk, _ bit: Int) -> Step {
    walk.length += 1
    guard walk.length < counts.count else { return .unused }
    walk.code |= bit
    let count = counts[walk.length]
    if walk.code - walk.firstCode < count {
      return .symbol(Int(symbols[walk.firstIndex + walk.code - walk.firstCode]))
    }
    walk.firstIndex += count
    walk.firstCode = (walk.firstCode + count) << 1
    walk.code <<= 1
    return .goesOn
  }

  /// The code of literals and lengths in blocks that bring none.
  static let fixedLiterals = HuffmanCode(
    known: [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
      + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))

  /// The code of distances in blocks that bring none; the last two never occur.
  static let fixedDistances = HuffmanCode(known: [UInt8](repeating: 5, count: 32))
}
