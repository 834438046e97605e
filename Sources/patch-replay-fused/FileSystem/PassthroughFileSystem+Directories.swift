import CFuse3
import Glibc

/// Listing directories, with no state but the descriptor and its position.
extension PassthroughFileSystem {
  /// One entry of a listing.
  struct ListedEntry {
    /// NUL-terminated; valid until the next entry.
    let name: UnsafePointer<CChar>
    let inodeNumber: ino_t
    /// The `S_IFMT` bits, 0 where the backing file system does not report them.
    let format: mode_t
    /// The offset behind this entry.
    let nextOffset: off_t
  }

  func openDirectory(_ id: UInt64) throws(Errno) -> OwnedDescriptor {
    let inode = try inodes.inode(id)
    return try OwnedDescriptor(
      adopting: openat(inode.descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  /// Calls `body` for entries from an offset on, as many as fit a reply of `replySize` bytes.
  ///
  /// The two formats pad a name alike; the fixed part has 24 bytes in a reply and 20 in `struct
  /// dirent64`: an entry grows by 8 bytes at most and has at least 24. So a batch of three quarters of
  /// the reply's size always fits completely, and the next READDIR starts at the descriptor's position:
  /// no seek is needed, which not all file systems support after a removal, and no state between two
  /// requests.
  func list(
    _ handle: UInt64, from offset: off_t, replySize: Int, _ body: (ListedEntry) -> Void
  ) throws(Errno) {
    let directory = try handles.descriptor(of: handle)
    if try check(lseek(directory, 0, SEEK_CUR)) != offset {
      try check(lseek(directory, offset, SEEK_SET))
    }
    let batchSize = min(replySize, 32768) / 4 * 3
    let status: Result<Void, Errno> = withUnsafeTemporaryAllocation(
      byteCount: batchSize, alignment: 8
    ) { batch in
      guard let start = batch.baseAddress, batchSize > 0 else { return .failure(Errno(EINVAL)) }
      let count = getdents64(directory, start, batchSize)
      guard count >= 0 else { return .failure(Errno.current) }
      Self.forEachEntry(in: UnsafeRawBufferPointer(rebasing: batch[..<count]), body)
      return .success(())
    }
    try status.get()
  }

  /// Walks over the result of `getdents64`: inode number 8 bytes, offset 8, record length 2, type 1,
  /// then the name.
  private static func forEachEntry(
    in batch: UnsafeRawBufferPointer, _ body: (ListedEntry) -> Void
  ) {
    var rest = batch
    while rest.count >= 24, let start = rest.baseAddress {
      let recordLength = Int(rest.load(fromByteOffset: 16, as: UInt16.self))
      guard recordLength >= 24, recordLength <= rest.count else { return }
      body(
        ListedEntry(
          name: (start + 19).assumingMemoryBound(to: CChar.self),
          inodeNumber: rest.load(as: ino_t.self),
          format: mode_t(rest[18]) << 12,
          nextOffset: off_t(rest.load(fromByteOffset: 8, as: Int64.self))))
      rest = UnsafeRawBufferPointer(rebasing: rest[recordLength...])
    }
  }
}
