/// `name: value unit` lines, as many small programs print them.
enum PlainLines {
  private static let longestName = 80
  private static let longestUnit = 16

  /// Finds the lines that are a name, a colon or an equals sign, a number, and at most a unit.
  static func values(_ output: String) -> [MetricValue] {
    output.split(whereSeparator: \.isNewline).compactMap(value)
  }

  private static func value(_ line: Substring) -> MetricValue? {
    // The last separator with a blank behind it, so that names such as `writev:32x4k` stay whole.
    let separator = line.indices.last {
      (line[$0] == ":" || line[$0] == "=")
        && line.index(after: $0) < line.endIndex && line[line.index(after: $0)].isWhitespace
    }
    guard let separator else { return nil }
    let name = trimmed(line[..<separator])
    let words = line[line.index(after: separator)...].split(whereSeparator: \.isWhitespace)
    guard !name.isEmpty, name.count <= longestName, let first = words.first,
      let (value, suffix) = number(first)
    else { return nil }
    let unit = ([suffix] + words.dropFirst().map(String.init)).filter { !$0.isEmpty }
      .joined(separator: " ")
    guard unit.count <= longestUnit else { return nil }
    return MetricValue(name: name, unit: unit, value: value)
  }

  /// A number with what stands right behind it, such as `12.5ms`.
  private static func number(_ word: Substring) -> (Double, String)? {
    let plain = word.replacing(",", with: "")
    if let value = Double(plain), value.isFinite { return (value, "") }
    guard let end = plain.lastIndex(where: \.isNumber) else { return nil }
    let suffix = plain[plain.index(after: end)...]
    guard suffix.count <= 5, suffix.allSatisfy({ $0.isLetter || "/%".contains($0) }),
      let value = Double(plain[...end]), value.isFinite
    else { return nil }
    return (value, String(suffix))
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
