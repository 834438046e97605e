/// Fixed-width text: numbers are never cut, names are.
///
/// What lays text out makes it harmless first, since the name of an unsafe character takes more columns
/// than the character.
package enum Columns {
  /// Cuts or pads to a width in columns of a terminal.
  package static func left(_ text: String, _ width: Int) -> String {
    let text = Harmless.line(text)
    let count = text.columns
    guard count > width else { return text + String(repeating: " ", count: width - count) }
    let kept = cut(text, width - 1)
    return kept + "…" + String(repeating: " ", count: max(0, width - kept.columns - 1))
  }

  /// Keeps as much of the start of a text as fits a width in columns of a terminal.
  package static func cut(_ text: String, _ width: Int) -> String {
    var kept = ""
    var used = 0
    for character in text {
      used += String(character).columns
      guard used <= width else { break }
      kept.append(character)
    }
    return kept
  }

  /// Pads on the left; longer text stays whole.
  package static func right(_ text: String, _ width: Int) -> String {
    let text = Harmless.line(text)
    return String(repeating: " ", count: max(0, width - text.columns)) + text
  }

  /// Breaks text at spaces into lines of at most so many columns of a terminal, the later ones indented;
  /// a longer word stays whole.
  package static func wrap(_ text: String, indent: Int, columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in Harmless.line(text).split(separator: " ", omittingEmptySubsequences: false) {
      let width = word.columns
      if line.isEmpty {
        line += word
        used = width
      } else if used + 1 + width <= columns {
        line += " " + word
        used += 1 + width
      } else {
        lines.append(line)
        line = String(repeating: " ", count: indent) + word
        used = indent + width
      }
    }
    return lines + [line]
  }

  /// Puts items side by side, two spaces apart, on as few lines as their columns allow; none is broken.
  package static func lines(of items: [String], columns: Int) -> [String] {
    items.reduce(into: []) { lines, item in
      if let last = lines.last, last.columns + 2 + item.columns <= columns {
        lines[lines.count - 1] = last + "  " + item
      } else {
        lines.append(item)
      }
    }
  }

  /// Writes a number with a fixed number of decimals.
  package static func number(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let digits = String(Int(scaled))
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// Writes a count that is whole for most workloads without decimals; a dash where it is not known.
  package static func count(_ value: Double?) -> String {
    value.map { number($0, decimals: $0 == $0.rounded() ? 0 : 1) } ?? "–"
  }

  /// Writes a number exactly, in as few digits as tell it from all others.
  package static func exact(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Writes how many there are of something whose name takes an s in the plural.
  package static func counted(_ count: Int, _ name: String) -> String {
    count == 1 ? "1 \(name)" : "\(count) \(name)s"
  }

  /// Writes how many there are of something whose plural is a word of its own.
  package static func counted(_ count: Int, _ name: String, _ plural: String) -> String {
    "\(count) \(count == 1 ? name : plural)"
  }

  /// Writes a change with its interval: as a factor where it is large, in percent where it is not.
  package static func change(_ ratio: Double, low: Double, high: Double) -> String {
    isFactor(ratio)
      ? "\(change(ratio)) [\(factor(low)), \(factor(high))]"
      : "\(change(ratio)) [\(percent(low)), \(percent(high))]"
  }

  /// Writes a change alone, as a change with its interval is written.
  package static func change(_ ratio: Double) -> String {
    isFactor(ratio) ? "×\(factor(ratio))" : "\(percent(ratio)) %"
  }

  private static func isFactor(_ ratio: Double) -> Bool { !(0.67..<1.5 ~= ratio) }

  private static func percent(_ ratio: Double) -> String {
    let text = number(100 * (ratio - 1), decimals: 1)
    return ratio > 1 && text != "0.0" ? "+\(text)" : text
  }

  /// Writes a factor: two decimals, fewer where it is large.
  package static func factor(_ value: Double) -> String {
    number(value, decimals: value < 9.995 ? 2 : 1)
  }
}
