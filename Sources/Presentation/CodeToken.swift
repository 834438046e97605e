/// A part of a line of source code that has a colour of its own.
package struct CodeToken: Hashable, Sendable {
  /// What the part is.
  package enum Kind: String, Hashable, Sendable {
    /// A reserved word, or a directive of the preprocessor.
    case keyword
    /// A comment, or the rest of the line behind `//`.
    case comment
    /// A string or a character.
    case string
    /// A number.
    case number
  }

  /// What it is.
  package var kind: Kind
  /// Where it stands: offsets of bytes from the start of the line.
  package var range: Range<Int>
}

/// A language whose lines can be split into tokens.
package enum CodeLanguage: Hashable, Sendable {
  /// C, as of the kernel: C11 with its preprocessor.
  case c
  /// Swift.
  case swift

  /// The language of a file by the ending of its name; nil where it is neither.
  package static func named(_ path: String) -> CodeLanguage? {
    switch path.split(separator: ".").last {
    case "c", "h", "cc", "cpp", "hpp": .c
    case "swift": .swift
    default: nil
    }
  }

  /// The language's reserved words, as far as they occur in the code that readers see here.
  package var keywords: Set<String> {
    switch self {
    case .c: Self.keywordsOfC
    case .swift: Self.keywordsOfSwift
    }
  }

  private static let keywordsOfC: Set<String> = [
    "auto", "bool", "break", "case", "char", "const", "continue", "default", "do", "double", "else",
    "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict",
    "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef", "union",
    "unsigned", "void", "volatile", "while", "_Bool",
  ]

  private static let keywordsOfSwift: Set<String> = [
    "case", "default", "else", "enum", "extension", "false", "for", "func", "if", "import", "in",
    "init", "let", "nil", "private", "public", "return", "self", "static", "struct", "switch",
    "throws", "true", "try", "var", "while",
  ]
}

extension CodeToken {
  /// Finds the tokens of one line.
  ///
  /// Each line is scanned on its own, as a diff shows it: of a comment of several lines, it recognizes
  /// the lines that begin with `/*` or, as the kernel writes them, with ` * `.
  ///
  /// - Parameters:
  ///   - line: The line's bytes, without its end.
  ///   - language: Its language.
  /// - Returns: The tokens in order; they do not overlap.
  package static func scan(_ line: some RandomAccessCollection<UInt8>, _ language: CodeLanguage)
    -> [CodeToken]
  {
    var scanner = LineScanner(bytes: Array(line), keywords: language.keywords)
    return scanner.scan(hasDirectives: language == .c)
  }
}

/// Walks over one line.
private struct LineScanner {
  let bytes: [UInt8]
  let keywords: Set<String>
  private var tokens: [CodeToken] = []
  private var position = 0

  init(bytes: [UInt8], keywords: Set<String>) {
    self.bytes = bytes
    self.keywords = keywords
  }

  mutating func scan(hasDirectives: Bool) -> [CodeToken] {
    let first = bytes.firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    guard let first else { return [] }
    if bytes[first] == UInt8(ascii: "*"), first + 1 == bytes.count || follows(first, " ", "/") {
      return [CodeToken(kind: .comment, range: first..<bytes.count)]
    }
    if hasDirectives, bytes[first] == UInt8(ascii: "#") {
      position = end(of: first + 1, while: Self.isWord)
      add(.keyword, from: first)
    }
    while position < bytes.count { step() }
    return tokens
  }

  private mutating func step() {
    let start = position
    switch bytes[start] {
    case UInt8(ascii: "/") where follows(start, "/"):
      position = bytes.count
      add(.comment, from: start)
    case UInt8(ascii: "/") where follows(start, "*"):
      position = endOfComment(start + 2)
      add(.comment, from: start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      position = endOfString(start + 1, quote: bytes[start])
      add(.string, from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      position = end(of: start) { Self.isWord($0) || $0 == UInt8(ascii: ".") }
      add(.number, from: start)
    case let byte where Self.isWord(byte):
      position = end(of: start, while: Self.isWord)
      if keywords.contains(String(decoding: bytes[start..<position], as: UTF8.self)) {
        add(.keyword, from: start)
      }
    default: position += 1
    }
  }

  private mutating func add(_ kind: CodeToken.Kind, from start: Int) {
    tokens.append(CodeToken(kind: kind, range: start..<position))
  }

  private func follows(_ position: Int, _ choices: Unicode.Scalar...) -> Bool {
    position + 1 < bytes.count && choices.contains { UInt8(ascii: $0) == bytes[position + 1] }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func end(of start: Int, while holds: (UInt8) -> Bool) -> Int {
    bytes[start...].firstIndex { !holds($0) } ?? bytes.count
  }

  private func endOfComment(_ start: Int) -> Int {
    var position = start
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
        return position + 2
      }
      position += 1
    }
    return bytes.count
  }

  private func endOfString(_ start: Int, quote: UInt8) -> Int {
    var position = start
    while position < bytes.count {
      if bytes[position] == quote { return position + 1 }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return bytes.count
  }
}
