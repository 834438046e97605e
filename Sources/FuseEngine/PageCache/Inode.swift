internal import Glibc

/// A file as the client knows it: its node, its size and the pages of it that are cached.
///
/// Shared by the calls of one connection, as the kernel's `struct fuse_inode` and its address space
/// are. Owned by one thread.
package final class Inode {
  /// The file's node.
  package let node: NodeID
  /// The file's size in bytes, as far as the client knows.
  package internal(set) var size: UInt64

  private let memory: UnsafeMutableRawPointer
  private let capacity: Int
  private var places: [UInt64: Int] = [:]
  private var isUpToDate: [Bool]

  /// Makes an empty page cache.
  ///
  /// - Parameters:
  ///   - node: The file's node.
  ///   - size: Its size in bytes.
  ///   - capacity: Pages that the cache can hold.
  package init(node: NodeID, size: UInt64, capacity: Int) {
    self.node = node
    self.size = size
    self.capacity = capacity
    memory = .allocate(byteCount: max(1, capacity) * Limits.pageSize, alignment: Limits.pageSize)
    isUpToDate = Array(repeating: false, count: capacity)
    places.reserveCapacity(capacity)
  }

  deinit { memory.deallocate() }

  /// Drops every page, and zeroes the memory that they had.
  package func clear() {
    places.removeAll(keepingCapacity: true)
    memset(memory, 0, capacity * Limits.pageSize)
  }

  /// Whether a page holds what the server has.
  package func hasPage(_ index: UInt64) -> Bool { places[index].map { isUpToDate[$0] } ?? false }

  /// Forgets what is cached of some pages, as NOTIFY_INVAL_INODE asks.
  package func invalidate(_ indices: Range<UInt64>) {
    if indices.count <= places.count {
      for index in indices { setUpToDate(index, false) }
    } else {
      for (index, place) in places where indices.contains(index) { isUpToDate[place] = false }
    }
  }

  /// Copies cached bytes out; returns how many there were up to the first gap.
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

  /// A page that is there, up to date or not.
  func page(_ index: UInt64) -> PagePointer? {
    places[index].map { memory + $0 * Limits.pageSize }
  }

  /// A page that is there, or a new one; nil where the cache is full.
  func grabPage(_ index: UInt64) -> PagePointer? {
    if let page = page(index) { return page }
    let place = places.count
    guard place < capacity else { return nil }
    places[index] = place
    isUpToDate[place] = false
    return memory + place * Limits.pageSize
  }

  /// Says whether a page that is there holds what the server has.
  func setUpToDate(_ index: UInt64, _ value: Bool) {
    if let place = places[index] { isUpToDate[place] = value }
  }
}

extension UInt64 {
  /// The page that a byte of a file lies in.
  var pageIndex: UInt64 { self / UInt64(Limits.pageSize) }
  /// Where in its page it lies.
  var inPage: Int { Int(self % UInt64(Limits.pageSize)) }
}
