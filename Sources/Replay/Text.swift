internal import FoundationEssentials

/// Bytes as documents show them.
enum Text {
  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  static func of(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The bytes in base 64 where ``of(_:)`` would lose some of them.
  static func base64(unlessUTF8 bytes: [UInt8]) -> String? {
    String(validating: bytes, as: UTF8.self) == nil ? Data(bytes).base64EncodedString() : nil
  }
}
