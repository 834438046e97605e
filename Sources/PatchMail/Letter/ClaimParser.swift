/// Finds figures under a heading such as `original / patched`, each as `name: ~107 / ~480`.
///
/// Line breaks are not relied on: archives lose them, so heading and all figures may stand on one
/// line.
struct ClaimParser {
  private struct Word {
    let text: Substring
    let startsLine: Bool
  }

  private let words: [Word]
  private(set) var claims: [Claim] = []

  init(_ letter: String) {
    words = letter.split(separator: "\n").flatMap { line in
      line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.enumerated().map { offset, text in
        Word(text: text, startsLine: offset == 0)
      }
    }
    var index = 0
    while index < words.count {
      if let end = headingEnd(at: index) {
        index = readFigures(from: end, unit: unit(before: index) ?? unit(at: end) ?? "")
      } else {
        index += 1
      }
    }
  }

  private static let before: Set<String> = [
    "original", "before", "old", "vanilla", "baseline", "unpatched", "stock", "mainline",
  ]
  private static let after: Set<String> = ["patched", "after", "new", "modified"]
  /// How many words without a figure end the list.
  private static let longestGap = 24

  /// The index after `original / patched`, if that stands at `index`.
  private func headingEnd(at index: Int) -> Int? {
    let first = words[index].text.prefix(12).prefix { $0 != "/" }
    guard Self.before.contains(first.lowercased()) else { return nil }
    var joined = ""
    for end in index..<min(index + 3, words.count) {
      joined += words[end].text.lowercased()
      let halves = joined.split(separator: "/", omittingEmptySubsequences: false)
      guard halves.count == 2, Self.before.contains(String(halves[0])) else { continue }
      let second = halves[1].prefix { $0.isLetter }
      if Self.after.contains(String(second)) { return end + 1 }
    }
    return nil
  }

  /// Reads figures up to the end of the list; gives the index to go on from.
  private mutating func readFigures(from start: Int, unit: String) -> Int {
    var index = start
    var nameStart = start
    var lastEnd = start
    while index < words.count, index - lastEnd < Self.longestGap {
      if words[index].startsLine { nameStart = index }
      guard words[index].text.hasSuffix(":"),
        let (figures, end) = figures(at: index + 1)
      else {
        index += 1
        continue
      }
      let own = figures.unit ?? self.unit(at: end)
      let name = words[max(nameStart, index - 3)...index].map(\.text).joined(separator: " ")
      claims.append(
        Claim(
          workload: Self.bare(name), before: figures.before, after: figures.after,
          unit: own ?? unit))
      index = own != nil && figures.unit == nil ? end + 1 : end
      nameStart = index
      lastEnd = index
    }
    return lastEnd
  }

  private typealias Figures = (before: Double, after: Double, unit: String?)

  /// Two figures with a slash between them, in one to five words.
  private func figures(at start: Int) -> (figures: Figures, end: Int)? {
    var joined = ""
    var best: (figures: Figures, end: Int)?
    for end in start..<min(start + 5, max(start, words.count)) {
      joined += words[end].text
      if let figures = Self.parseFigures(joined) { best = best ?? (figures, end + 1) }
      if best != nil { break }
    }
    return best
  }

  /// `~107/~480`, `107MB/s/480MB/s`.
  private static func parseFigures(_ text: String) -> Figures? {
    var rest = Substring(text)
    guard let before = number(&rest) else { return nil }
    let firstUnit = rest.first == "/" ? nil : unitInFront(&rest)
    guard rest.first == "/" else { return nil }
    rest = rest.dropFirst()
    guard let after = number(&rest) else { return nil }
    let secondUnit = unitInFront(&rest)
    guard rest.allSatisfy({ ",;.)".contains($0) }) else { return nil }
    return (before, after, secondUnit ?? firstUnit)
  }

  private static func number(_ text: inout Substring) -> Double? {
    let digits = text.drop { $0 == "~" || $0 == "\u{2248}" }
    let figure = digits.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let value = figure.hasSuffix(".") ? figure.dropLast() : figure
    guard let number = Double(value) else { return nil }
    text = digits[value.endIndex...]
    return number
  }

  /// A unit in front of `text`, normalised, taken off.
  private static func unitInFront(_ text: inout Substring) -> String? {
    for spelling in units {
      guard text.lowercased().hasPrefix(spelling.key.lowercased()) else { continue }
      text = text.dropFirst(spelling.key.count)
      return spelling.unit
    }
    return nil
  }

  /// Every spelling of a rate, longest first.
  private static let units: [(key: String, unit: String)] = {
    let bytes = ["KiB", "MiB", "GiB", "KB", "MB", "GB", "B"]
    let rates = ["/second", "/sec", "/s", "ps"]
    return bytes.flatMap { size in rates.map { ("\(size)\($0)", "\(size)/s") } }
      + ["ops/second", "ops/sec", "ops/s"].map { ($0, "ops/s") } + [("IOPS", "IOPS")]
  }()

  /// The unit that the word at `index` is, if it is one.
  private func unit(at index: Int) -> String? {
    guard index < words.count else { return nil }
    var text = Substring(Self.bare(String(words[index].text)))
    guard let unit = Self.unitInFront(&text), text.isEmpty else { return nil }
    return unit
  }

  /// The last unit named in front of the heading, not too far away.
  private func unit(before index: Int) -> String? {
    for place in stride(from: index - 1, through: max(0, index - 60), by: -1) {
      if let unit = unit(at: place) { return unit }
    }
    return nil
  }

  private static func bare(_ text: String) -> String {
    var rest = text[...]
    while let last = rest.last, ":,;().".contains(last) { rest.removeLast() }
    return String(rest.drop { ":,;(-*".contains($0) }).trimmingSpaces
  }
}

extension String {
  fileprivate var trimmingSpaces: String { String(Substring(self).trimmingSpace) }
}
