internal import Mustache
internal import Presentation

/// Text for HTML.
///
/// Mail is untrusted, so everything goes through here.
enum Markup {
  /// Escapes text for elements and quoted attributes.
  ///
  /// Works on scalars, not characters: a quote with a combining mark behind it is still a quote to
  /// a browser. Unsafe characters are shown by their names, so that no code looks like other code.
  static func escape(_ text: some StringProtocol) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &result.unicodeScalars) }
    return result
  }

  /// Escapes text for elements only: there `<` and `&` alone mean anything, and the thousands of other signs
  /// in code stay one byte each.
  static func content(_ text: some StringProtocol) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case ">", "\"", "'": result.unicodeScalars.append(scalar)
      default: append(scalar, to: &result.unicodeScalars)
      }
    }
    return result
  }

  private static func append(
    _ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView
  ) {
    switch scalar {
    case "&": result.append(contentsOf: "&amp;".unicodeScalars)
    case "<": result.append(contentsOf: "&lt;".unicodeScalars)
    case ">": result.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
    case "'": result.append(contentsOf: "&#39;".unicodeScalars)
    case "\n", "\t", " "..."~": result.append(scalar)
    default:
      guard let name = Harmless.name(of: scalar) else { return result.append(scalar) }
      for scalar in name.unicodeScalars { append(scalar, to: &result) }
    }
  }
}

/// ``Markup/escape(_:)`` as the template engine's way to escape.
struct MarkupContent: MustacheContentType {
  /// The name that templates call it by.
  static let name = "PATCH_REPLAY_HTML"

  /// Most bytes of one value that a page shows.
  static let longest = 20_000

  func escapeText(_ text: String) -> String {
    guard text.utf8.count > Self.longest else { return Markup.escape(text) }
    return Markup.escape(
      text.unicodeScalars.prefix(Self.longest).reduce(into: "") {
        $0.unicodeScalars.append($1)
      }) + "…"
  }
}
