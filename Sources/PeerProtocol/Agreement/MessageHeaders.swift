/// What the agreement uses of a request's header, `struct fuse_in_header`.
package enum RequestHeader {
  /// Bytes of the header.
  package static let byteCount = 40
  /// Where the number of the request lies: 64 bits, `unique`.
  package static let uniqueOffset = 8
}

/// The header of a reply, `struct fuse_out_header`, which says more once a ``Proposal`` is accepted.
///
/// A reply whose data the server has written to the engine's pages arrives as a header alone, whose
/// length counts the data. A length of 0 says that the server could not reach the pages; the engine
/// then sends the request again, with its payload.
package struct ReplyHeader: WireStructure, Hashable {
  package static let wireByteCount = 16
  /// The length that says that the server could not reach the pages.
  package static let unreachableLength: UInt32 = 0

  /// Bytes of the reply, the header included.
  package let length: UInt32
  /// 0, or a negative error number.
  package let error: Int32
  /// The number of the request.
  package let unique: UInt64

  package init(length: UInt32, error: Int32, unique: UInt64) {
    self.length = length
    self.error = error
    self.unique = unique
  }

  /// The reply that says that the pages of a request cannot be reached.
  package static func unreachable(_ unique: UInt64) -> ReplyHeader {
    ReplyHeader(length: unreachableLength, error: 0, unique: unique)
  }
}
