internal import Bytes

/// What matters of a `Content-Type` field.
struct ContentType {
  /// The line that separates parts: `--` and the boundary; nil if the field has none.
  let boundaryLine: ArraySlice<UInt8>?
  /// The charset as written; empty if the field has none.
  let charset: ArraySlice<UInt8>
  /// Whether the field says `format=flowed` (RFC 3676).
  let isFlowed: Bool
  /// Whether the field says `delsp=yes`: the blank of a soft line break is not part of the text.
  let deletesSpace: Bool

  init(_ value: ArraySlice<UInt8>) {
    boundaryLine = Self.attribute("boundary=", in: value).map { Array("--".utf8)[...] + $0 }
    charset = Self.attribute("charset=", in: value) ?? []
    isFlowed = Self.attribute("format=", in: value)?.equals(caseInsensitive: "flowed") ?? false
    deletesSpace = Self.attribute("delsp=", in: value)?.equals(caseInsensitive: "yes") ?? false
  }

  /// The attribute's value: found anywhere in the field, quoted or up to `;` or a blank.
  private static func attribute(
    _ name: StaticString, in value: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8>? {
    guard let start = value.endOfFirst(caseInsensitive: name) else { return nil }
    let rest = value[start...]
    if rest.first == UInt8(ascii: "\"") {
      return rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
    }
    return rest.prefix { $0 != UInt8(ascii: ";") && $0 != ASCII.space && $0 != ASCII.tab }
  }
}
