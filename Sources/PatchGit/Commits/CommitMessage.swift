/// The message of a commit, cleaned as `git am` cleans it.
package enum CommitMessage {
  /// Joins what `git mailinfo` gives as subject and message.
  package static func joined(subject: [UInt8], body: [UInt8]) -> [UInt8] {
    cleaned(subject + Array("\n\n".utf8) + body)
  }

  /// The text as `git stripspace` leaves it: no blanks at line ends, no blank lines at either end,
  /// single ones between, and one line feed at the end.
  package static func cleaned(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var blankLines = 0
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      guard let last = line.lastIndex(where: { !isSpace($0) }) else {
        blankLines += 1
        continue
      }
      if blankLines > 0, !result.isEmpty { result.append(UInt8(ascii: "\n")) }
      blankLines = 0
      result += line[...last]
      result.append(UInt8(ascii: "\n"))
    }
    return result
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
