/// A unit as a program prints it, understood: what it measures, and how many of a base unit it is.
struct MetricUnit: Hashable, Sendable {
  /// What a figure measures; figures of one dimension can be converted into each other.
  indirect enum Dimension: Hashable, Sendable {
    /// No unit was printed.
    case none
    /// Base unit: seconds.
    case time
    /// Base unit: bytes.
    case bytes
    /// Parts of a whole, with 1 for all of it.
    case ratio
    /// So many of what the word says.
    case count(of: String)
    /// So much each second.
    case rate(Dimension)
    /// So much for one of what the word says.
    case each(Dimension, of: String)
    /// A word that says nothing here.
    case other(String)
  }

  let dimension: Dimension
  /// How many of the dimension's base unit one of this unit is.
  let factor: Double

  /// Understands a unit such as `MB/s`, `ns/op`, `requests per second` or `kbit`.
  init(_ text: String) {
    self = Self.parsed(text.filter { !"[]()".contains($0) }.trimmed)
  }

  private init(_ dimension: Dimension, _ factor: Double = 1) {
    self.dimension = dimension
    self.factor = factor
  }

  /// Whether it is a unit and not any word.
  var isKnown: Bool {
    switch dimension {
    case .none, .other: false
    case .count: false
    case .time, .bytes, .ratio, .rate, .each: true
    }
  }

  var isTime: Bool { dimension == .time }

  /// What a figure of this unit is in another one; nil where the dimensions differ.
  func converted(_ value: Double, to other: MetricUnit) -> Double? {
    if self == other { return value }
    return dimension == other.dimension ? value * (factor / other.factor) : nil
  }

  private static func parsed(_ text: String) -> MetricUnit {
    if text.isEmpty { return MetricUnit(.none) }
    let plain = text.lowercased()
    if let rate = wordRates[plain] { return MetricUnit(.rate(.count(of: rate))) }
    for (suffix, unit) in packedRates where text.hasSuffix(suffix) {
      let prefix = String(text.dropLast(suffix.count))
      if let prefix = unit.dimension == .bytes
        ? SizePrefix.ofData(prefix) : SizePrefix.factor(prefix)
      {
        return MetricUnit(.rate(unit.dimension), prefix * unit.factor)
      }
    }
    let parts = plain.replacing(" per ", with: "/").split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if plain.hasPrefix("per ") {
      return MetricUnit(.each(.none, of: noun(String(plain.dropFirst(4)))))
    }
    guard parts.count == 2 else { return atom(text) }
    // The case of what stands before tells bits from bytes.
    let before = atom(String(text.prefix(parts[0].count)).trimmed)
    let below = String(parts[1]).trimmed
    if let seconds = times[below] {
      return MetricUnit(.rate(before.dimension), before.factor / seconds)
    }
    return MetricUnit(.each(before.dimension, of: noun(below)), before.factor)
  }

  private static func atom(_ text: String) -> MetricUnit {
    let plain = text.lowercased()
    if plain.isEmpty || plain == "#" || plain == "1" { return MetricUnit(.count(of: "")) }
    if let seconds = times[plain] { return MetricUnit(.time, seconds) }
    if plain == "%" || plain == "percent" { return MetricUnit(.ratio, 0.01) }
    // Long names first, then `B` and `b`, where case decides.
    for (suffix, factor) in [("bytes", 1.0), ("byte", 1), ("bits", 0.125), ("bit", 0.125)]
    where plain.hasSuffix(suffix) {
      if let prefix = SizePrefix.ofData(String(text.dropLast(suffix.count))) {
        return MetricUnit(.bytes, prefix * factor)
      }
    }
    for (suffix, factor) in [("B", 1.0), ("b", 0.125)] where text.hasSuffix(suffix) {
      // `kb` and `mb` are bytes in most mouths, `kb/s` too.
      let prefix = String(text.dropLast())
      let isLowercase = text == plain && !prefix.isEmpty
      if let size = SizePrefix.factor(isLowercase ? prefix.uppercased() : prefix) {
        return MetricUnit(.bytes, size * (isLowercase ? 1 : factor))
      }
    }
    for (word, name) in nouns where plain.hasSuffix(word) {
      if let prefix = SizePrefix.factor(String(text.dropLast(word.count)).trimmed) {
        return MetricUnit(.count(of: name), prefix)
      }
    }
    return MetricUnit(.other(plain))
  }

  private static func noun(_ word: String) -> String {
    nouns.first { $0.0 == word }?.1 ?? word
  }

  private static let times: [String: Double] = [
    "ps": 1e-12, "ns": 1e-9, "nsec": 1e-9, "nanosecond": 1e-9, "nanoseconds": 1e-9, "us": 1e-6,
    "\u{B5}s": 1e-6, "\u{3BC}s": 1e-6, "usec": 1e-6, "microsecond": 1e-6, "microseconds": 1e-6,
    "ms": 1e-3, "msec": 1e-3, "millis": 1e-3, "millisecond": 1e-3, "milliseconds": 1e-3, "s": 1,
    "sec": 1, "secs": 1, "second": 1, "seconds": 1, "sec.": 1, "min": 60, "mins": 60, "minute": 60,
    "minutes": 60, "h": 3600, "hour": 3600, "hours": 3600,
  ]

  private static let wordRates = [
    "iops": "op", "tps": "transaction", "qps": "query", "rps": "request", "fps": "frame",
  ]

  /// Rates whose second is in the word: `Mbps`, `GFLOPS`.
  private static let packedRates: [(String, MetricUnit)] = [
    ("bps", MetricUnit(.bytes, 0.125)), ("Bps", MetricUnit(.bytes)),
    ("FLOPS", MetricUnit(.count(of: "flop"))), ("flops", MetricUnit(.count(of: "flop"))),
    ("FLOP/s", MetricUnit(.count(of: "flop"))), ("IPS", MetricUnit(.count(of: "instruction"))),
    ("iops", MetricUnit(.count(of: "op"))), ("IOPS", MetricUnit(.count(of: "op"))),
  ]

  private static let nouns: [(String, String)] = [
    ("operations", "op"), ("operation", "op"), ("ops", "op"), ("op", "op"),
    ("requests", "request"), ("request", "request"), ("reqs", "request"), ("req", "request"),
    ("transactions", "transaction"), ("queries", "query"), ("query", "query"),
    ("events", "event"), ("items", "item"), ("item", "item"), ("iterations", "iteration"),
    ("iters", "iteration"), ("iter", "iteration"), ("elem", "element"), ("elements", "element"),
    ("calls", "call"), ("call", "call"), ("messages", "message"), ("msgs", "message"),
    ("packets", "packet"), ("pkts", "packet"), ("rows", "row"), ("records", "record"),
    ("tokens", "token"), ("frames", "frame"),
  ]
}

/// Prefixes of units: `k`, `Mi` and the like.
enum SizePrefix {
  private static let factors: [String: Double] = [
    "": 1, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "Ki": 1024, "Mi": 1_048_576,
    "Gi": 1_073_741_824, "Ti": 1_099_511_627_776, "ki": 1024, "KI": 1024, "MI": 1_048_576,
    "GI": 1_073_741_824, "mega": 1e6, "giga": 1e9, "kilo": 1e3, "m": 1e-3, "u": 1e-6, "n": 1e-9,
  ]

  /// How many ones a prefix means; nil where it is none.
  static func factor(_ prefix: String) -> Double? { factors[prefix] }

  /// The same of bits and bytes, of which there are no thousandths: `mbit` is a megabit.
  static func ofData(_ prefix: String) -> Double? {
    prefix == "m" ? factors["M"] : ["u", "n"].contains(prefix) ? nil : factors[prefix]
  }
}

extension String {
  /// Without blanks around it.
  fileprivate var trimmed: String { OutputLine.trimmed(ArraySlice(utf8)) }
}
