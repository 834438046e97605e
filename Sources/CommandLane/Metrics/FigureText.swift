internal import Bytes

/// A number as a program prints it for people, with the unit that stands right behind it.
struct FigureText: Hashable, Sendable {
  /// What a comma in a number may be.
  enum Comma: String, Codable, Hashable, Sendable {
    /// Surely decimal, as in `1,5`.
    case decimal
    /// One before three digits, as in `1,234`: a thousand, unless the metric has decimal ones elsewhere.
    case ambiguous
  }

  var value: Double
  /// What stands behind the digits, such as `ms`; empty where nothing does.
  var unit: String
  var comma: Comma?

  /// Reads a word such as `12.5`, `1,234,567`, `1,5`, `12.5ms` or `98%`; nil where it is none.
  init?(_ word: String) {
    let bytes = Array(word.utf8)
    guard bytes.count <= 48, let first = bytes.first,
      ASCII.isDigit(first) || (bytes.count > 1 && [0x2B, 0x2D, 0x2E].contains(first))
    else { return nil }
    if let value = Double(word), value.isFinite {
      self.init(value: value, unit: "", comma: nil)
      return
    }
    guard let end = bytes.lastIndex(where: ASCII.isDigit) else { return nil }
    let suffix = String(decoding: bytes[(end + 1)...], as: UTF8.self)
    guard Self.isUnit(suffix), let (value, comma) = Self.number(bytes[...end]) else { return nil }
    self.init(value: value, unit: suffix, comma: comma)
  }

  private init(value: Double, unit: String, comma: Comma?) {
    (self.value, self.unit, self.comma) = (value, unit, comma)
  }

  /// The number that a word is as a whole.
  static func value(_ word: String) -> Double? {
    FigureText(word).flatMap { $0.unit.isEmpty ? $0.value : nil }
  }

  private static func isUnit(_ suffix: String) -> Bool {
    suffix.utf8.count <= 12
      && suffix.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || "/%µ#".unicodeScalars.contains($0)
      }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> (Double, Comma?)? {
    let commas = digits.indices.filter { digits[$0] == UInt8(ascii: ",") }
    let points = digits.indices.filter { digits[$0] == UInt8(ascii: ".") }
    guard let comma = commas.first, let last = commas.last else {
      return Double(String(decoding: digits, as: UTF8.self)).flatMap(finite).map { ($0, nil) }
    }
    let point = points.first ?? digits.endIndex
    // 1.234,5: points group, and the comma is decimal.
    if commas.count == 1, let lastPoint = points.last, lastPoint < comma {
      return parsed(digits.filter { $0 != UInt8(ascii: ".") }, decimal: true)
    }
    let groups = digits[comma..<point].split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false
    ).dropFirst()
    let whole = digits[..<comma].filter(ASCII.isDigit)
    let areThousands =
      groups.allSatisfy { $0.count == 3 && $0.allSatisfy(ASCII.isDigit) } && last < point
      && (1...3).contains(whole.count) && whole.first != UInt8(ascii: "0")
    if areThousands {
      let plain = digits.filter { $0 != UInt8(ascii: ",") }
      let isSure = commas.count > 1 || !points.isEmpty
      return parsed(plain, decimal: false).map { ($0.0, isSure ? nil : .ambiguous) }
    }
    guard commas.count == 1, points.isEmpty else { return nil }
    return parsed(Array(digits), decimal: true)
  }

  private static func parsed(
    _ digits: some Sequence<UInt8>, decimal: Bool
  ) -> (Double, Comma?)? {
    let plain = digits.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    return Double(String(decoding: plain, as: UTF8.self)).flatMap(finite).map {
      ($0, decimal ? .decimal : nil)
    }
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
