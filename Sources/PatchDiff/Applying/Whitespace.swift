internal import Bytes

/// What is done about white space errors in the lines a patch adds (`git apply --whitespace`).
///
/// The errors are git's by default (`core.whitespace`): blanks at a line's end, a space before a tab
/// in the indent, and blank lines at the end of the file.
package enum WhitespaceAction: Sendable, Hashable {
  /// They stay (`nowarn`, `warn`).
  case keep
  /// They stop the patch (`error`, `error-all`).
  case refuse
  /// They are mended (`fix`, `strip`).
  case fix
}

/// Git's rules for the white space of one line.
enum Whitespace {
  private static let tabWidth = 8

  static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy(ASCII.isSpace) }

  static func hasError(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.withoutLineFeed
    if let last = text.last, ASCII.isSpace(last) { return true }
    return hasSpaceBeforeTab(indent(of: text))
  }

  /// The line without its errors; eight spaces before a tab become a tab, fewer go.
  static func fixed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard hasError(line) else { return line }
    let ending = line.count - line.withoutLineFeed.count
    let text = line.trimmedRight
    let indent = indent(of: text)
    guard hasSpaceBeforeTab(indent), let tab = indent.lastIndex(of: ASCII.tab) else {
      return text + line.suffix(ending)
    }
    var result: [UInt8] = []
    var spaces = 0
    for byte in text[...tab] {
      spaces = byte == ASCII.space ? spaces + 1 : 0
      if byte == ASCII.tab || spaces == tabWidth {
        result.append(ASCII.tab)
        spaces = 0
      }
    }
    return result + text[(tab + 1)...] + line.suffix(ending)
  }

  private static func indent(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.prefix { $0 == ASCII.space || $0 == ASCII.tab }
  }

  private static func hasSpaceBeforeTab(_ indent: ArraySlice<UInt8>) -> Bool {
    guard let space = indent.firstIndex(of: ASCII.space) else { return false }
    return indent[space...].contains(ASCII.tab)
  }
}

extension Hunk {
  /// The first added line with an error of its own.
  var firstWhitespaceError: HunkLine? {
    lines.first { $0.kind == .added && Whitespace.hasError($0.content) }
  }

  /// How many blank lines it adds at its end; blank context between them does not count.
  var addedBlankLinesAtEnd: Int {
    lines.reversed().prefix { $0.kind != .removed && Whitespace.isBlank($0.content) }
      .count { $0.kind == .added }
  }
}
