internal import Bytes

/// The messages of one mailbox, framed as `git mailsplit -b` frames them.
package struct Mailbox: Sendable {
  /// The name of the file or stream that the bytes came from.
  package let source: String
  /// The format the messages are read in: never `auto`.
  package let format: MailboxFormat
  /// The messages in the order of the file.
  package let messages: [RawMessage]
  /// How many lines of text in front of the first separator line were left out; only with `auto`.
  package let junkLines: Int

  /// Splits `bytes` into messages.
  ///
  /// White space in front is skipped. If the first line then is not a separator line, all of it is one
  /// bare mail and later separator lines do not split it: that is git's rule.
  ///
  /// With `auto` two things are decided by looking:
  /// - The format is mboxrd if every separator line reads `From mboxrd@z …`, as public-inbox and
  ///   lore write them, and mboxo otherwise: other writers leave no mark, and taking a `>` away that
  ///   belongs to the text is worse than leaving one.
  /// - Text in front of a separator line is left out if it does not begin like a mail, that is
  ///   with a `field:`.
  ///
  /// - Parameters:
  ///   - bytes: The mailbox. The messages keep views of it.
  ///   - source: A name for error messages.
  ///   - format: How body lines are quoted.
  ///   - firstIndex: The index of the first message, for a caller with several mailboxes.
  ///   - keepsCR: Leaves carriage returns at line ends, as `git mailsplit --keep-cr` does.
  /// - Throws: ``MailboxError`` if there is nothing but white space.
  package init(
    _ bytes: [UInt8], source: String, format: MailboxFormat = .auto, firstIndex: Int = 1,
    keepsCR: Bool = false
  ) throws(MailboxError) {
    let all = bytes[...]
    let trimmed = all.trimmedLeft
    guard !trimmed.isEmpty else { throw MailboxError(source: source, reason: .empty) }
    let firstLine = 1 + all.countNewlines(before: trimmed.startIndex)
    var frames = Frames(trimmed, firstLine: firstLine, skipsJunk: format == .auto)
    frames.scan()
    let resolved: MailboxFormat =
      format != .auto ? format : frames.isPublicInbox ? .mboxrd : .mboxo
    let unquoting = Unquoting(stripsCR: !keepsCR, stripsMboxrd: resolved == .mboxrd)
    self.source = source
    self.format = resolved
    junkLines = frames.junkLines
    messages = frames.found.enumerated().map { offset, frame in
      RawMessage(
        bytes: trimmed[frame.range], index: firstIndex + offset, line: frame.line, source: source,
        unquoting: unquoting)
    }
  }
}

/// The scan for separator lines.
///
/// One pass, one look at each line.
private struct Frames {
  struct Frame {
    var range: Range<Int>
    let line: Int
  }

  private let bytes: ArraySlice<UInt8>
  private let skipsJunk: Bool
  private var line: Int
  private(set) var found: [Frame] = []
  private(set) var junkLines = 0
  /// Whether all separator lines are public-inbox's, and there is one.
  private(set) var isPublicInbox = false

  init(_ bytes: ArraySlice<UInt8>, firstLine: Int, skipsJunk: Bool) {
    self.bytes = bytes
    self.skipsJunk = skipsJunk
    line = firstLine
  }

  mutating func scan() {
    var cursor = LineCursor(bytes)
    var first: ArraySlice<UInt8> = []
    _ = cursor.readLine(into: &first)
    let startsWithSeparator = SeparatorLine.matches(first)
    let mayBeJunk = skipsJunk && !HeaderReader.isHeader(first)
    guard startsWithSeparator || mayBeJunk else {
      found = [Frame(range: bytes.indices, line: line)]
      return
    }
    let start = line
    isPublicInbox = true
    cursor = LineCursor(bytes)
    var text: ArraySlice<UInt8> = []
    while cursor.readLine(into: &text) {
      if SeparatorLine.matches(text) { open(at: text) }
      line += 1
    }
    if found.isEmpty {
      isPublicInbox = false
      found = [Frame(range: bytes.indices, line: start)]
    } else {
      junkLines = found[0].line - start
    }
  }

  private mutating func open(at separator: ArraySlice<UInt8>) {
    isPublicInbox = isPublicInbox && SeparatorLine.isPublicInbox(separator)
    if let last = found.indices.last {
      found[last].range = found[last].range.lowerBound..<separator.startIndex
    }
    found.append(Frame(range: separator.startIndex..<bytes.endIndex, line: line))
  }

}
