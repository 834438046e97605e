/// The fragment that lies in one page of a request: two 32-bit words, as `struct fuse_page_desc`.
///
/// Where descriptors govern copying, `offset + length` never exceeds the page size and the lengths
/// of a direct-I/O request add up to its bytes.
package struct PageDescriptor: Hashable, Sendable {
  /// Bytes of the fragment in this page.
  package var length: UInt32
  /// Where the fragment starts in the page.
  package var offset: UInt32

  package init(length: UInt32, offset: UInt32) {
    self.length = length
    self.offset = offset
  }
}
