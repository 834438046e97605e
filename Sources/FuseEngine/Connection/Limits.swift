/// What a connection allows in one request.
public struct Limits: Hashable, Sendable {
  /// Bytes in a page.
  public static let pageSize = 4096
  /// Page slots in one request at most, the kernel's `FUSE_MAX_PAGES_PER_REQ` of 2012.
  public static let pagesPerRequest = 32

  /// Bytes in one READ at most: the mount option `max_read`, at least one page.
  public private(set) var readBytes: Int
  /// Bytes in one WRITE at most: the server's `max_write`, at least one page.
  public private(set) var writeBytes: Int

  /// Creates limits; values below one page count as one page, as in the kernel.
  ///
  /// - Parameters:
  ///   - readBytes: `max_read` in bytes; unlimited (2³²−1) where the mount says nothing.
  ///   - writeBytes: `max_write` in bytes.
  public init(readBytes: Int = Int(UInt32.max), writeBytes: Int = 131_072) {
    self.readBytes = max(Self.pageSize, readBytes)
    self.writeBytes = max(Self.pageSize, writeBytes)
  }

  @inline(__always)
  func bytes(for direction: Direction) -> Int {
    direction == .read ? readBytes : writeBytes
  }
}

/// Which way the data of a transfer goes.
public enum Direction: String, Hashable, Sendable, Codable {
  /// From the file to the caller's memory.
  case read
  /// From the caller's memory to the file.
  case write
}
