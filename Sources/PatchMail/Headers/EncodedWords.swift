internal import Bytes

/// RFC 2047 encoded words in a header value: `=?charset?B?…?=` and `=?charset?Q?…?=`.
enum EncodedWords {
  /// Decodes every encoded word, wherever it stands.
  ///
  /// White space between two encoded words goes, all other text stays. A malformed word is an
  /// error, as it is to git.
  static func decode(
    _ value: ArraySlice<UInt8>, with converter: inout CharsetConverter
  ) throws(MailError.Reason) -> ArraySlice<UInt8> {
    guard value.firstIndex(of: "=?", from: value.startIndex) != nil else { return value }
    var result: [UInt8] = []
    var position = value.startIndex
    while let start = value.firstIndex(of: "=?", from: position) {
      let between = value[position..<start]
      if position == value.startIndex || !between.allSatisfy(ASCII.isSpace) {
        result += between
      }
      guard let word = Word(in: value, at: start) else { throw .malformedEncodedWord }
      result += try converter.toUTF8(word.decoded()[...], from: word.charset)
      position = word.end
    }
    result += value[position...]
    return result[...]
  }

  /// Decodes what can be decoded; a value with a malformed word is given back as it is.
  static func decodeLeniently(
    _ value: ArraySlice<UInt8>, with converter: inout CharsetConverter
  ) -> ArraySlice<UInt8> {
    (try? decode(value, with: &converter)) ?? value
  }
}

private struct Word {
  let charset: ArraySlice<UInt8>
  let isBase64: Bool
  let payload: ArraySlice<UInt8>
  let end: Int

  /// Reads the word whose `=?` stands at `start`.
  init?(in value: ArraySlice<UInt8>, at start: Int) {
    let question = UInt8(ascii: "?")
    guard let mark = value.firstIndex(of: question, from: start + 2),
      mark + 2 < value.endIndex, value[mark + 2] == question,
      let close = value.firstIndex(of: "?=", from: mark + 3)
    else { return nil }
    switch ASCII.lowercased(value[mark + 1]) {
    case UInt8(ascii: "b"): isBase64 = true
    case UInt8(ascii: "q"): isBase64 = false
    default: return nil
    }
    charset = value[(start + 2)..<mark]
    payload = value[(mark + 3)..<close]
    end = close + 2
  }

  func decoded() -> [UInt8] {
    isBase64
      ? TransferEncoding.decodeBase64(payload)
      : TransferEncoding.decodeQuotedPrintable(payload, isHeader: true)
  }
}
