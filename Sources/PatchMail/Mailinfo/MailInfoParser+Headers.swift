extension MailInfoParser {
  /// Takes what matters from one field of the mail's header or of a part's header.
  ///
  /// With `overwrites` the last field of a name wins (the mail's header), otherwise the first (a
  /// part's header).
  mutating func readOuterField(
    _ line: ArraySlice<UInt8>, overwrites: Bool
  ) throws(MailError.Reason) {
    for field in CommitField.allCases {
      if !overwrites && outer[field] != nil { continue }
      guard let value = HeaderReader.value(of: field.name, in: line) else { continue }
      outer[field] = Array(try EncodedWords.decode(value, with: &converter))
      return
    }
    if let value = HeaderReader.value(of: "Content-Type", in: line) {
      try apply(ContentType(try EncodedWords.decode(value, with: &converter)))
    } else if let value = HeaderReader.value(of: "Content-Transfer-Encoding", in: line) {
      encoding = TransferEncoding(try EncodedWords.decode(value, with: &converter))
    } else if let value = HeaderReader.value(of: "Message-ID", in: line) {
      messageID = Array(try EncodedWords.decode(value, with: &converter))
    }
  }

  /// Takes the open in-body field, if there is one.
  mutating func closeInBodyField() throws(MailError.Reason) {
    guard !openField.isEmpty else { return }
    let line = openField[...]
    openField = []
    for field in CommitField.allCases where inBody[field] == nil {
      guard let value = HeaderReader.value(of: field.name, in: line) else { continue }
      inBody[field] = Array(try EncodedWords.decode(value, with: &converter))
      return
    }
  }

  private mutating func apply(_ type: ContentType) throws(MailError.Reason) {
    isFlowed = type.isFlowed
    deletesSpace = type.deletesSpace
    wasFlowed = wasFlowed || isFlowed
    charset = type.charset
    guard let boundary = type.boundaryLine else { return }
    guard boundaries.count < 4 else { throw .tooManyBoundaries }
    boundaries.append(boundary)
  }
}
