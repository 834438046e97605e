internal import Bytes

/// Finds and reads JSON documents in the middle of anything else.
///
/// Strict, so that braces of prose are no documents; only `NaN` and `Infinity` are taken besides.
struct JSONScanner {
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  private static let deepest = 96

  /// Takes the documents out of some bytes.
  ///
  /// - Parameter bytes: What a command printed.
  /// - Returns: The documents, and what is left, with a line feed in the place of each.
  static func documents(in bytes: [UInt8]) -> (documents: [OutputJSON], rest: [UInt8]) {
    guard bytes.contains(where: { $0 == openBrace || $0 == openBracket }) else {
      return ([], bytes)
    }
    var scanner = JSONScanner(bytes: bytes)
    var documents: [OutputJSON] = []
    var rest: [UInt8] = []
    var kept = 0
    var start = 0
    // What looks like a document and is none costs reading it in vain; in all no more than this.
    var wasted = 0
    let mostWasted = 8 * bytes.count + 4096
    while start < bytes.count, wasted < mostWasted {
      guard bytes[start] == openBrace || bytes[start] == openBracket else {
        start += 1
        continue
      }
      scanner.at = start
      scanner.depth = 0
      if let value = scanner.value(), isDocument(value, start..<scanner.at, bytes) {
        documents.append(value)
        rest += bytes[kept..<start]
        rest.append(10)
        start = scanner.at
        kept = start
      } else {
        wasted += scanner.at - start
        start += 1
      }
    }
    rest += bytes[kept...]
    return (documents, rest)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private static let openBrace = UInt8(ascii: "{")
  private static let openBracket = UInt8(ascii: "[")

  /// `[12]` in prose is none, nor is `{}`.
  private static func isDocument(
    _ value: OutputJSON, _ place: Range<Int>, _ bytes: [UInt8]
  ) -> Bool {
    if !value.members.isEmpty { return true }
    guard let first = value.elements.first else { return false }
    if !first.members.isEmpty { return true }
    let begins = place.lowerBound == 0 || bytes[place.lowerBound - 1] == 10
    let ends = place.upperBound == bytes.count || bytes[place.upperBound] == 10
    return begins && ends
  }

  private mutating func value() -> OutputJSON? {
    skipBlanks()
    guard at < bytes.count else { return nil }
    switch bytes[at] {
    case Self.openBrace: return object()
    case Self.openBracket: return array()
    case UInt8(ascii: "\""): return string().map(OutputJSON.text)
    default: return word()
    }
  }

  private mutating func object() -> OutputJSON? {
    guard enter() else { return nil }
    var members: [OutputJSON.Member] = []
    if take("}") {
      depth -= 1
      return .object([])
    }
    repeat {
      skipBlanks()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), let key = string(), take(":"),
        let value = value()
      else { return nil }
      members.append(OutputJSON.Member(key: key, value: value))
    } while take(",")
    guard take("}") else { return nil }
    depth -= 1
    return .object(members)
  }

  private mutating func array() -> OutputJSON? {
    guard enter() else { return nil }
    var elements: [OutputJSON] = []
    if take("]") {
      depth -= 1
      return .array([])
    }
    repeat {
      guard let value = value() else { return nil }
      elements.append(value)
    } while take(",")
    guard take("]") else { return nil }
    depth -= 1
    return .array(elements)
  }

  private mutating func enter() -> Bool {
    at += 1
    depth += 1
    return depth <= Self.deepest
  }

  private mutating func string() -> String? {
    at += 1
    let start = at
    var text: [UInt8]?
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        let slice = text ?? Array(bytes[start..<at])
        at += 1
        return String(decoding: slice, as: UTF8.self)
      }
      if byte < 0x20 { return nil }
      if byte == UInt8(ascii: "\\") {
        var known = text ?? Array(bytes[start..<at])
        guard let character = escaped() else { return nil }
        known += Array(String(character).utf8)
        text = known
      } else {
        text?.append(byte)
        at += 1
      }
    }
    return nil
  }

  private mutating func escaped() -> Unicode.Scalar? {
    guard at + 1 < bytes.count else { return nil }
    let byte = bytes[at + 1]
    at += 2
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"):
      guard let unit = codeUnit() else { return nil }
      if UTF16.isLeadSurrogate(unit), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
        bytes[at + 1] == UInt8(ascii: "u")
      {
        at += 2
        guard let second = codeUnit(), UTF16.isTrailSurrogate(second) else { return "\u{FFFD}" }
        return UTF16.decode(UTF16.EncodedScalar([unit, second]))
      }
      return Unicode.Scalar(unit) ?? "\u{FFFD}"
    default: return nil
    }
  }

  private mutating func codeUnit() -> UInt16? {
    guard at + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[at..<at + 4] {
      guard let digit = ASCII.hexValue(byte) else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    at += 4
    return unit
  }

  /// A number, or one of the words that stand for values.
  private mutating func word() -> OutputJSON? {
    let start = at
    while at < bytes.count, ASCII.isAlphanumeric(bytes[at]) || Self.isOfNumber(bytes[at]) {
      at += 1
      if at - start > 64 { return nil }
    }
    let word = String(decoding: bytes[start..<at], as: UTF8.self)
    switch word {
    case "true": return .truth(true)
    case "false": return .truth(false)
    case "null": return .null
    case "NaN", "nan", "-nan", "-NaN": return .number(.nan)
    case "Infinity", "inf": return .number(.infinity)
    case "-Infinity", "-inf": return .number(-.infinity)
    default:
      guard let first = word.utf8.first, ASCII.isDigit(first) || first == UInt8(ascii: "-"),
        !word.utf8.contains(UInt8(ascii: "x")), let number = Double(word)
      else { return nil }
      return .number(number)
    }
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 0x20 || (9...13).contains(bytes[at]) { at += 1 }
  }
}
