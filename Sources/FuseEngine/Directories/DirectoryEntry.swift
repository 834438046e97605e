internal import CLinuxFuse

/// A name in a directory, as the reply to READDIR contains it.
package struct DirectoryEntry: Hashable, Sendable {
  /// The node's number in its file system.
  package let inode: UInt64
  /// The offset behind this entry, for the next READDIR.
  package let nextOffset: UInt64
  /// The name, as bytes.
  package let name: [UInt8]

  /// Bytes before the name, `FUSE_NAME_OFFSET`.
  static let nameOffset = 24

  /// Zero bytes behind an entry, so that the next one is aligned to 8 bytes.
  static func padding(_ byteCount: Int) -> Int { (8 - byteCount % 8) % 8 }

  /// The longest name that the kernel accepts, `FUSE_NAME_MAX`.
  private static let longestName = 1024

  /// Parses a reply; an entry that reaches beyond the end is ignored.
  ///
  /// - Parameter page: The body of the reply.
  /// - Returns: The entries.
  /// - Throws: ``ConnectionError/unusable(request:reason:)`` where a name is invalid by the rules of the
  ///   kernel's `parse_dirfile`.
  static func entries(
    of page: UnsafeRawBufferPointer
  ) throws(ConnectionError) -> [DirectoryEntry] {
    var entries: [DirectoryEntry] = []
    var position = 0
    while position + nameOffset <= page.count {
      let inode = page.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let next = page.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self)
      let length = Int(page.loadUnaligned(fromByteOffset: position + 16, as: UInt32.self))
      let name = position + nameOffset
      guard 1...longestName ~= length else {
        throw .unusable(request: Opcode.readdir.name, reason: "a name of \(length) bytes")
      }
      guard length <= page.count - name else { break }
      let bytes = Array(page[name..<(name + length)])
      guard !bytes.contains(UInt8(ascii: "/")) else {
        throw .unusable(request: Opcode.readdir.name, reason: "a name with a slash in it")
      }
      entries.append(DirectoryEntry(inode: inode, nextOffset: next, name: bytes))
      position = name + length + padding(nameOffset + length)
    }
    return entries
  }
}
