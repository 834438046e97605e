internal import Bytes

/// A path inside a tree, as the bytes git stores: components joined by `/`, no leading slash.
///
/// A value may hold any bytes a patch names; ``isSafe(mode:)`` says whether git would accept it.
package struct TreePath: Hashable, Sendable, CustomStringConvertible {
  /// The bytes of the path; no encoding is promised.
  package let bytes: [UInt8]

  package init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The path as text; bytes that are not UTF-8 become U+FFFD.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether ``description`` loses nothing.
  package var isUTF8: Bool { Array(description.utf8) == bytes }

  /// The directory the path lies in; nil at the top.
  package var parent: TreePath? {
    guard let slash = bytes.lastIndex(of: ASCII.slash) else { return nil }
    return TreePath(bytes[..<slash])
  }

  /// The last component.
  package var name: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: ASCII.slash) else { return bytes[...] }
    return bytes[(slash + 1)...]
  }

  /// The components from the top down; empty ones are kept.
  package var components: [ArraySlice<UInt8>] {
    bytes.split(separator: ASCII.slash, omittingEmptySubsequences: false)
  }
}
