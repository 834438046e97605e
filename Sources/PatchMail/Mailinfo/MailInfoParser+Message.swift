internal import Bytes

extension MailInfoParser {
  /// Takes one line of the decoded body.
  mutating func take(_ line: ArraySlice<UInt8>) throws(MailError.Reason) {
    if isInPatch {
      patch += line
      return
    }
    if mayHaveInBodyHeader {
      if line.isEmpty || (line.count == 1 && line.first == ASCII.lineFeed) {
        // Blank lines in front of an in-body header are passed over; one after it ends it.
        if !openField.isEmpty {
          try closeInBodyField()
          mayHaveInBodyHeader = false
        }
        return
      }
      mayHaveInBodyHeader = try takeInBodyHeader(line)
      if mayHaveInBodyHeader { return }
    }
    let text = try converter.toUTF8(line, from: charset)
    if options.usesScissors, ScissorsLine.matches(text) {
      message = []
      mayHaveInBodyHeader = true
      inBody = MailHeaderValues()
      return
    }
    if PatchBreak.matches(text) {
      if options.addsMessageID, let messageID {
        message += Array("Message-Id: ".utf8) + messageID + [ASCII.lineFeed]
      }
      isInPatch = true
      patch += text
      return
    }
    message += text
  }

  /// Takes `line` if it belongs to an in-body header.
  private mutating func takeInBodyHeader(
    _ line: ArraySlice<UInt8>
  ) throws(MailError.Reason) -> Bool {
    if !openField.isEmpty, line.first == ASCII.space || line.first == ASCII.tab {
      if options.usesScissors, ScissorsLine.matches(line) {
        try closeInBodyField()
        return false
      }
      if openField.last == ASCII.lineFeed { openField.removeLast() }
      openField += line
      return true
    }
    try closeInBodyField()
    if line.hasPrefix(">From"), ASCII.isSpace(line.byteOrNUL(at: 5)) {
      return FormatPatchSeparator.matches(line.dropFirst())
    }
    if line.hasPrefix("[PATCH]"), ASCII.isSpace(line.byteOrNUL(at: 7)) {
      inBody.subject = Array(line)
      return true
    }
    let startsField = CommitField.allCases.contains { field in
      inBody[field] == nil && HeaderReader.value(of: field.name, in: line) != nil
    }
    if startsField { openField = Array(line) }
    return startsField
  }
}
