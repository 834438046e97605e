internal import Bytes

extension MetricFormat {
  /// `name: value unit` lines, as many small programs print them, behind a log's time stamps too.
  static let plainLines = MetricFormat(
    "`name: value unit` lines", lines: { $0.compactMap(PlainLine.value) })
}

/// A line that is a name, a colon or an equals sign, a number, and at most a unit.
private enum PlainLine {
  private static let longestLine = 400
  private static let longestName = 80
  private static let longestUnit = 24

  static func value(_ line: OutputLine) -> MetricValue? {
    let bytes = line.bytes
    guard bytes.count <= longestLine else { return nil }
    // The last separator with a blank behind it, so that names such as `writev:32x4k` stay whole.
    let separator = bytes.indices.last { index in
      (bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "="))
        && index + 1 < bytes.endIndex && OutputLine.isBlank(bytes[index + 1])
    }
    guard let separator else { return nil }
    let words = OutputLine(bytes: bytes[(separator + 1)...]).words
    guard let first = words.first, let figure = FigureText(first) else { return nil }
    let name = LogPrefix.dropped(from: OutputLine.trimmed(bytes[..<separator]))
    guard !name.isEmpty, name.utf8.count <= longestName, let unit = unit(figure, words.dropFirst())
    else { return nil }
    return MetricValue(name: name, unit: unit, value: figure.value, comma: figure.comma)
  }

  /// The words behind the number; nil where they are prose.
  ///
  /// What stands in brackets behind a unit, and in parentheses, is a remark; behind a comma further
  /// figures may come.
  private static func unit(_ figure: FigureText, _ words: ArraySlice<String>) -> String? {
    var kept = figure.unit.isEmpty ? [] : [figure.unit]
    for word in words {
      if word.hasPrefix("(") || word.hasPrefix("+/-") || word.hasPrefix("±") { break }
      let endsHere = word.hasSuffix(",") || word.hasSuffix(";")
      let isPlain = !word.utf8.contains(where: "[],;".utf8.contains)
      let plain = isPlain ? word : word.filter { !"[],;".contains($0) }
      if !plain.isEmpty { kept.append(plain) }
      if endsHere || word.hasSuffix("]") { break }
    }
    // `requests per second` is shown in a column: `requests/second`.
    if kept.count == 3, kept[1] == "per" { kept = [kept[0] + "/" + kept[2]] }
    let unit = kept.joined(separator: " ")
    return unit.utf8.count <= longestUnit && kept.count <= 3 ? unit : nil
  }
}

/// What loggers put before a message: time stamps, levels, and what stands in brackets.
private enum LogPrefix {
  private static let levels: Set<String> = [
    "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL",
  ]

  /// The text without a log's words at its beginning; a name that is nothing else stays.
  static func dropped(from text: String) -> String {
    let all = text.utf8.split(separator: UInt8(ascii: " ")).compactMap { String($0) }
    let words = all.dropLast().drop(while: isLogged) + all.suffix(1)
    return words.count == all.count ? text : words.joined(separator: " ")
  }

  private static func isLogged(_ word: String) -> Bool {
    // Most words are longer than any level.
    if word.utf8.count <= 12,
      levels.contains(word.filter { !"[]():<>|".contains($0) }.uppercased())
    {
      return true
    }
    if word.hasPrefix("["), word.hasSuffix("]") || word.hasSuffix("]:") { return true }
    if ["-", "|", "["].contains(word) { return true }
    // Seconds since the machine began, as the kernel's log has them: `[   12.345678]`.
    if word.hasSuffix("]"), Double(word.dropLast()) != nil { return true }
    return isMoment(word)
  }

  /// Whether a word is a date, a time of day, or seconds since something in brackets.
  private static func isMoment(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    let digits = bytes.count(where: ASCII.isDigit)
    let marks = bytes.count { ":-/".utf8.contains($0) }
    let others = bytes.count { !ASCII.isDigit($0) && !":-/.,TZ+[]".utf8.contains($0) }
    return digits >= 4 && marks >= 2 && others == 0
  }
}
