internal import Glibc

/// The client's view of a file: its node, its size and its cached pages.
///
/// Shared by the calls of one connection, as the kernel's `struct fuse_inode` and its address space
/// are. Owned by one thread.
package final class Inode {
  /// The file's node.
  package let node: NodeID
  /// The file's size in bytes, as known to the client.
  package internal(set) var size: UInt64

  private let memory: UnsafeMutableRawPointer
  private let capacity: Int
  /// Where in the memory a page lies, by its index in the file.
  private var places: [UInt64: Int] = [:]
  private var isUpToDate: [Bool]

  /// Creates an empty page cache.
  ///
  /// - Parameters:
  ///   - node: The file's node.
  ///   - size: Its size in bytes.
  ///   - capacity: The number of pages that the cache can hold.
  package init(node: NodeID, size: UInt64, capacity: Int) {
    precondition(capacity >= 0, "a capacity is not negative")
    self.node = node
    self.size = size
    self.capacity = capacity
    memory = .allocate(byteCount: max(1, capacity) * Limits.pageSize, alignment: Limits.pageSize)
    isUpToDate = Array(repeating: false, count: capacity)
    places.reserveCapacity(capacity)
  }

  deinit { memory.deallocate() }

  /// Drops all pages, and sets their memory to zero.
  package func clear() {
    places.removeAll(keepingCapacity: true)
    memset(memory, 0, capacity * Limits.pageSize)
  }

  /// Whether a page is cached and up to date.
  package func hasPage(_ index: UInt64) -> Bool { places[index].map { isUpToDate[$0] } ?? false }

  /// Marks cached pages as out of date, for NOTIFY_INVAL_INODE.
  package func invalidate(_ indices: Range<UInt64>) {
    if indices.count <= places.count {
      for index in indices { setUpToDate(index, false) }
    } else {
      for (index, place) in places where indices.contains(index) { isUpToDate[place] = false }
    }
  }

  /// Copies cached bytes out; returns the number of bytes up to the first gap.
  package func copy(at offset: UInt64, into target: UnsafeMutableRawBufferPointer) -> Int {
    var done = 0
    while done < target.count, let start = target.baseAddress {
      let position = offset + UInt64(done)
      guard let page = page(position.pageIndex), hasPage(position.pageIndex) else { break }
      let part = min(target.count - done, Limits.pageSize - position.inPage)
      memcpy(start + done, page + position.inPage, part)
      done += part
    }
    return done
  }

  /// The address of a cached page, up to date or not.
  func page(_ index: UInt64) -> PagePointer? {
    places[index].map { memory + $0 * Limits.pageSize }
  }

  /// The address of a cached page, or of a new one; nil where the cache is full.
  func grabPage(_ index: UInt64) -> PagePointer? {
    if let page = page(index) { return page }
    let place = places.count
    guard place < capacity else { return nil }
    places[index] = place
    isUpToDate[place] = false
    return memory + place * Limits.pageSize
  }

  /// Marks a cached page as up to date or out of date.
  func setUpToDate(_ index: UInt64, _ value: Bool) {
    if let place = places[index] { isUpToDate[place] = value }
  }
}

extension UInt64 {
  /// The index of the page of a file that this byte lies in.
  var pageIndex: UInt64 { self / UInt64(Limits.pageSize) }
  /// The offset of this byte in its page.
  var inPage: Int { Int(self % UInt64(Limits.pageSize)) }
}
