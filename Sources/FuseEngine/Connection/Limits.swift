/// What a connection allows in one request.
package struct Limits: Hashable, Sendable {
  /// Bytes in a page.
  package static let pageSize = 4096
  /// Page slots that a request can have, the kernel's `FUSE_MAX_PAGES_PER_REQ` of 2012.
  package static let pagesPerRequest = 32

  /// The most bytes of one READ: the mount option `max_read`, at least one page.
  package private(set) var readBytes: Int
  /// The most bytes of one WRITE: the server's `max_write`, at least one page.
  package private(set) var writeBytes: Int
  /// The most page slots of one request that are used: the server's `max_pages`, 1…32.
  package private(set) var pages: Int
  /// The most pages that are read ahead in one window: the server's `max_readahead`.
  package private(set) var readAheadPages: Int

  /// Creates limits; values below one page count as one page, as in the kernel.
  ///
  /// - Parameters:
  ///   - readBytes: `max_read` in bytes (default: unlimited, 2³²−1).
  ///   - writeBytes: `max_write` in bytes.
  ///   - pages: `max_pages`; more than 32 count as 32.
  ///   - readAheadPages: `max_readahead` in pages (default: 128 KiB, as in Linux).
  package init(
    readBytes: Int = Int(UInt32.max), writeBytes: Int = 131_072,
    pages: Int = Limits.pagesPerRequest, readAheadPages: Int = 32
  ) {
    self.readBytes = max(Self.pageSize, readBytes)
    self.writeBytes = max(Self.pageSize, writeBytes)
    self.pages = min(max(1, pages), Self.pagesPerRequest)
    self.readAheadPages = max(1, readAheadPages)
  }

  @inline(__always)
  func bytes(for direction: Direction) -> Int {
    direction == .read ? readBytes : writeBytes
  }
}

/// The direction in which the data of a transfer goes.
package enum Direction: String, Hashable, Sendable, Codable {
  /// From the file to the caller's memory.
  case read
  /// From the caller's memory to the file.
  case write
}
