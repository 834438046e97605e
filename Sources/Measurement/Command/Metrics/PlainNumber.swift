/// Numbers as a command prints them.
enum PlainNumber {
  /// Writes a number in as few digits as tell it from all others.
  static func text(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
