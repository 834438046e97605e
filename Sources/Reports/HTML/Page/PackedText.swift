internal import CZlib
internal import FoundationEssentials

/// Text made small enough to be carried in a page: deflated as zlib writes it (RFC 1950), in base 64.
///
/// A browser takes it apart with its `DecompressionStream`.
enum PackedText {
  /// Why there is nothing to carry.
  struct Failure: Error, CustomStringConvertible {
    let code: Int32
    var description: String { "zlib could not pack the data (\(code))" }
  }

  static func pack(_ text: String) throws(Failure) -> String {
    let bytes = Array(text.utf8)
    var packed = [UInt8](repeating: 0, count: Int(compressBound(uLong(bytes.count))))
    var count = uLongf(packed.count)
    let code = compress2(&packed, &count, bytes, uLong(bytes.count), Z_BEST_COMPRESSION)
    guard code == Z_OK else { throw Failure(code: code) }
    return Data(packed.prefix(Int(count))).base64EncodedString()
  }
}
