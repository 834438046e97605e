internal import Bytes

extension MailInfoParser {
  /// Reads the body.
  ///
  /// `first` is the line that ended the header: often just a line feed.
  mutating func readBody(from first: ArraySlice<UInt8>) throws(MailError.Reason) {
    var line = first
    if !boundaries.isEmpty, !skipToBoundary(&line) { return }
    repeat {
      if let boundary = boundaries.last, line.hasPrefix(boundary) {
        if !pending.isEmpty { try take(pending.take()) }
        guard try enterPart(&line) else { return }
      }
      if takesRestAsPatch {
        patch += line
        patch += cursor.rest
        cursor.skipToEnd()
      } else {
        try decode(line)
      }
    } while cursor.readLine(into: &line)
    if !pending.isEmpty { try take(pending.take()) }
    try closeInBodyField()
  }

  /// True when nothing can change any more: what is left goes to the patch in one piece.
  private var takesRestAsPatch: Bool {
    guard isInPatch, boundaries.isEmpty, !isFlowed, !options.stripsQuotedCR,
      case .identity = encoding
    else { return false }
    return true
  }

  private mutating func skipToBoundary(_ line: inout ArraySlice<UInt8>) -> Bool {
    while cursor.readLineContent(into: &line) {
      if let boundary = boundaries.last, line.hasPrefix(boundary) { return true }
    }
    return false
  }

  /// Goes on after the boundary in `line`: closes parts that end, reads the header of the one that
  /// begins, and leaves that part's first line in `line`.
  ///
  /// - Returns: False if the mail ends here.
  private mutating func enterPart(
    _ line: inout ArraySlice<UInt8>
  ) throws(MailError.Reason) -> Bool {
    var isFirstEnd = true
    while let boundary = boundaries.last, line.dropFirst(boundary.count).hasPrefix("--") {
      boundaries.removeLast()
      try take(isFirstEnd ? [ASCII.lineFeed] : [])
      isFirstEnd = false
      guard skipToBoundary(&line) else { return false }
    }
    encoding = .identity
    charset = []
    while HeaderReader.readField(from: &cursor, into: &line) {
      try readOuterField(line, overwrites: false)
    }
    guard cursor.readLineContent(into: &line) else { return false }
    line.append(ASCII.lineFeed)
    return true
  }

  /// Undoes the transfer encoding of one line of the mail and hands on the lines that come out.
  private mutating func decode(_ line: ArraySlice<UInt8>) throws(MailError.Reason) {
    let decoded: ArraySlice<UInt8>
    switch encoding {
    case .identity:
      try unflow(line)
      return
    case .base64:
      decoded = TransferEncoding.decodeBase64(line)[...]
    case .quotedPrintable:
      decoded = TransferEncoding.decodeQuotedPrintable(line, isHeader: false)[...]
    }
    var start = decoded.startIndex
    while let newline = decoded.firstIndex(of: ASCII.lineFeed, from: start) {
      let piece = decoded[start...newline]
      start = newline + 1
      // Text pending from the line before counts as this line's front; what flows within one
      // decoded line is joined later, after its own leading blank is gone.
      if piece.startIndex == decoded.startIndex, !pending.isEmpty {
        try unflowPending(with: piece)
      } else {
        try unflow(piece)
      }
    }
    pending.append(decoded[start...])
  }

  /// Takes a line that does not flow, without the carriage return at its end where that is asked.
  private mutating func takeFixed(_ line: ArraySlice<UInt8>) throws(MailError.Reason) {
    if options.stripsQuotedCR, line.suffix(2).elementsEqual("\r\n".utf8) {
      try take(line.dropLast(2) + [ASCII.lineFeed])
    } else {
      try take(line)
    }
  }

  /// Undoes format=flowed (RFC 3676) on one line.
  private mutating func unflow(_ line: ArraySlice<UInt8>) throws(MailError.Reason) {
    guard isFlowed else {
      try takeFixed(line)
      return
    }
    let end = FlowedLine.contentEnd(of: line)
    if line[..<end].elementsEqual("-- ".utf8) {
      if !pending.isEmpty { try take(pending.take()) }
      try take(line)
      return
    }
    let isStuffed = end > line.startIndex && line.first == ASCII.space
    let text = isStuffed ? line.dropFirst() : line
    if end > text.startIndex, text[end - 1] == ASCII.space {
      pending.append(text[..<(deletesSpace ? end - 1 : end)])
      return
    }
    guard !pending.isEmpty else {
      try take(text)
      return
    }
    pending.append(text)
    try take(pending.take())
  }

  /// Undoes format=flowed on a line whose front is pending, in place.
  private mutating func unflowPending(
    with piece: ArraySlice<UInt8>
  ) throws(MailError.Reason) {
    pending.append(piece)
    guard isFlowed else {
      try takeFixed(pending.take())
      return
    }
    let whole = pending.bytes
    let end = FlowedLine.contentEnd(of: whole)
    if whole[..<end].elementsEqual("-- ".utf8) {
      try take(pending.take())
      return
    }
    let isStuffed = end > whole.startIndex && whole.first == ASCII.space
    let isSoft = end > whole.startIndex + (isStuffed ? 1 : 0) && whole[end - 1] == ASCII.space
    let surplus = whole.endIndex - end + (deletesSpace ? 1 : 0)
    if isStuffed { pending.dropFirst() }
    if isSoft {
      pending.dropLast(surplus)
    } else {
      try take(pending.take())
    }
  }
}
