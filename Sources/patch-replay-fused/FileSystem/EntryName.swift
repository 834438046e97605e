import Glibc

/// One component of a path, checked so that it cannot leave its directory.
///
/// The kernel sends only such names; a peer on a socket can send anything.
struct EntryName {
  /// The name with its final NUL byte; valid as long as its request.
  let bytes: UnsafePointer<CChar>

  /// - Throws: `EINVAL` for an empty name, `.`, `..` and a name with a slash.
  init(_ bytes: UnsafePointer<CChar>?) throws(Errno) {
    guard let bytes, bytes[0] != 0, strchr(bytes, Int32(UInt8(ascii: "/"))) == nil,
      strcmp(bytes, ".") != 0, strcmp(bytes, "..") != 0
    else { throw Errno(EINVAL) }
    self.bytes = bytes
  }
}
