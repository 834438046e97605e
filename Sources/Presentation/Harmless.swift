/// Foreign text made safe to show: the one way by which text of a mail, a file or another program
/// reaches a terminal, a page or a table.
///
/// The rule is the strictest that any reader needs, and the same for all. A character is shown by its
/// name, not as itself, where a reader would act on it or could not see it: control characters,
/// characters that reorder, join or hide others (Unicode's category Format: marks of writing direction,
/// zero-width characters, tags), everything else that Unicode calls default-ignorable, separators of
/// lines and paragraphs, and characters for private use or without a meaning, of which nobody knows what
/// a font makes. That takes emoji sequences apart where a zero-width joiner holds them together: the same
/// joiner hides in identifiers, and terminals do not agree how wide a sequence is.
///
/// Control characters below 128 are shown as `cat -v` shows them, such as `^[`; all others by their
/// number, such as `<U+202E>`.
package enum Harmless {
  /// Whether a character must not be shown as itself.
  package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: return false
    // Variation selectors that choose an emoji's picture or its plain form.
    case 0xFE0E, 0xFE0F: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// What is shown in place of an unsafe character; nil for a safe one.
  ///
  /// - Parameter scalar: The character.
  /// - Returns: Its name in printable ASCII characters.
  package static func name(of scalar: Unicode.Scalar) -> String? {
    guard isUnsafe(scalar) else { return nil }
    switch scalar.value {
    case 0..<32: return "^" + String(Unicode.Scalar(UInt8(scalar.value) + 64))
    case 127: return "^?"
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
    }
  }

  /// Makes one line of text harmless: tabs become blanks, and a line feed is shown as `^J`.
  ///
  /// - Parameter text: The text.
  /// - Returns: Text without unsafe characters; making it harmless again changes nothing.
  package static func line(_ text: String) -> String {
    replaced(text) { $0 == "\t" ? "        " : name(of: $0) }
  }

  /// Makes text of several lines harmless: line feeds and tabs stay, for what lays them out.
  ///
  /// - Parameter text: The text.
  /// - Returns: Text whose only unsafe characters are line feeds and tabs.
  package static func lines(_ text: String) -> String {
    replaced(text) { $0 == "\n" || $0 == "\t" ? nil : name(of: $0) }
  }

  private static func replaced(
    _ text: String, _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    guard text.utf8.contains(where: { !(0x20..<0x7F ~= $0) }) else { return text }
    var harmless = ""
    harmless.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if let name = replacement(scalar) {
        harmless += name
      } else {
        harmless.unicodeScalars.append(scalar)
      }
    }
    return harmless
  }
}
