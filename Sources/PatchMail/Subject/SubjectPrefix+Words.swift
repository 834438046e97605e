extension SubjectPrefix {
  /// The text after a reply mark, or nil if none stands in front.
  ///
  /// Two or three letters, a colon and a bracket are a mark in some language (`SV: [PATCH] …`).
  static func dropReplyMark(_ text: Substring) -> Substring? {
    guard let colon = text.prefix(8).firstIndex(of: ":") else { return nil }
    let rest = text[text.index(after: colon)...].trimmingSpace
    let mark = text[..<colon].lowercased()
    if ["re", "aw", "fwd", "fw"].contains(mark) { return rest }
    let isShortWord = (2...3).contains(mark.count) && mark.allSatisfy(\.isLetter)
    return isShortWord && rest.first == "[" && rest.contains("PATCH") ? rest : nil
  }

  /// The index of the bracket that closes the one in front; nil if the text has none in front.
  static func closingBracket(in text: Substring) -> Substring.Index? {
    guard text.first == "[" else { return nil }
    var depth = 0
    var firstClose: Substring.Index?
    for index in text.indices {
      switch text[index] {
      case "[": depth += 1
      case "]":
        depth -= 1
        firstClose = firstClose ?? index
        if depth == 0 { return index }
      default: break
      }
    }
    return firstClose
  }

  /// The text after the first of `words` that stands in front in any case of letters, unless a
  /// letter goes on: `patchwork` is not `patch`, but `PATCHv2` is.
  static func dropWord(_ text: Substring, _ words: [String]) -> Substring? {
    let lower = text.lowercased()
    for word in words where lower.hasPrefix(word) {
      let rest = text.dropFirst(word.count)
      if rest.first?.isLetter != true || version(rest) != nil { return rest }
    }
    return nil
  }

  /// `v3` in front, and what follows it; nil for `v6.1` and `v4l`.
  static func version(_ text: Substring) -> (version: Int, rest: Substring)? {
    guard text.first == "v" || text.first == "V" else { return nil }
    let digits = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
    let rest = text[digits.endIndex...]
    guard (1...4).contains(digits.count), let version = Int(digits), rest.first != "." else {
      return nil
    }
    if rest.first?.isLetter == true, !rest.lowercased().hasPrefix("patch") { return nil }
    return (version, rest)
  }

  /// `n/m`, if that is all of `text`.
  static func counter(_ text: Substring) -> (number: Int, total: Int)? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isNumber } }
      ),
      let number = Int(parts[0]), let total = Int(parts[1])
    else { return nil }
    return (number, total)
  }

  /// The version in a title that ends in `(v2)`.
  static func trailingVersion(of title: String) -> Int? {
    guard title.hasSuffix(")"), let open = title.lastIndex(of: "(") else { return nil }
    let inner = title[title.index(after: open)...].dropLast()
    guard let (version, rest) = version(inner), rest.isEmpty else { return nil }
    return version
  }
}

extension Substring {
  /// The text without blanks and tabs at both ends.
  var trimmingSpace: Substring {
    var text = drop { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    while let last = text.last, last == " " || last == "\t" || last == "\n" || last == "\r" {
      text.removeLast()
    }
    return text
  }
}
