internal import Bytes
internal import FoundationEssentials

/// Text made small enough to be carried in a page: a zlib stream (RFC 1950) in base 64.
///
/// A browser unpacks it with its `DecompressionStream`.
enum PackedText {
  /// - Throws: ``ZlibError`` where memory is short.
  static func pack(_ text: String) throws(ZlibError) -> String {
    Data(try Zlib.deflate(Array(text.utf8))).base64EncodedString()
  }
}
