internal import Bytes

/// The walk over one mail: header, then body part by part, line by line.
///
/// The rules are split by place: `+Headers` reads fields, `+Body` walks parts and undoes the
/// transfer encoding, `+Message` tells message lines from patch lines.
struct MailInfoParser: ~Copyable {
  let options: MailInfoOptions
  var cursor: LineCursor
  var converter = CharsetConverter()

  /// The values of the mail's own header; a part's header may fill what is missing.
  var outer = MailHeaderValues()
  /// The values of the in-body header.
  var inBody = MailHeaderValues()
  var messageID: [UInt8]?

  /// The boundary lines of the multiparts that are open, innermost last.
  var boundaries: [ArraySlice<UInt8>] = []
  var charset: ArraySlice<UInt8> = []
  var encoding = TransferEncoding.identity
  var isFlowed = false
  var deletesSpace = false
  var wasFlowed = false

  /// True while an in-body header may still come.
  var mayHaveInBodyHeader = true
  /// An in-body field that may still be continued.
  var openField: [UInt8] = []
  var isInPatch = false
  /// Text that waits for the rest of its line.
  var pending = PendingLine()
  var message: [UInt8] = []
  var patch: [UInt8] = []

  init(_ content: ArraySlice<UInt8>, options: MailInfoOptions) {
    cursor = LineCursor(content)
    self.options = options
  }

  /// Where reading has come to.
  var position: Int { cursor.position }

  mutating func parse() throws(MailError.Reason) -> MailInfo {
    cursor.skipSpace()
    guard cursor.peek() != nil else { throw .empty }
    var line: ArraySlice<UInt8> = []
    while HeaderReader.readField(from: &cursor, into: &line) {
      try readOuterField(line, overwrites: true)
    }
    try readBody(from: line)
    // An in-body header counts only if the mail turned out to be a patch.
    let headers = isInPatch ? inBody.merging(outer) : outer
    if let field = headers.fieldWithNUL { throw .nulInHeader(field: field) }
    return MailInfo(headers: headers, message: message, patch: patch, isFlowed: wasFlowed)
  }
}
