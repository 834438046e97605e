internal import Glibc
package import Synchronization

/// The memory that the engine and its server share: a page of words for the ``LeaseTable``, and a ring
/// of messages in each direction.
package final class SharedPages: @unchecked Sendable {
  // The address never changes, and all of the memory is atomics, or belongs to a ring.
  private let start: UnsafeMutableRawPointer
  private let byteCount: Int

  /// Bytes of the page of words.
  package static let wordsByteCount = 4096
  /// The number of words in that page.
  package static let wordCount = wordsByteCount / MemoryLayout<UInt64>.size
  /// Bytes of the whole memory: the words and both rings.
  package static let byteCount = wordsByteCount + 2 * MessageRing.byteCount

  /// Maps a file in memory; returns nil with `errno` set where the system refuses.
  ///
  /// - Parameters:
  ///   - descriptor: The file, which can be closed afterwards and must not shrink.
  ///   - byteCount: The bytes to map: ``byteCount``, or ``wordsByteCount`` where there are no rings.
  package init?(mapping descriptor: Int32, byteCount: Int) {
    precondition(
      byteCount == Self.byteCount || byteCount == Self.wordsByteCount,
      "the memory has both rings or none")
    guard
      let memory = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      memory != MAP_FAILED
    else { return nil }
    start = memory
    self.byteCount = byteCount
  }

  deinit { munmap(start, byteCount) }

  /// The ``wordCount`` words, which the ``LeaseTable`` uses.
  package var words: UnsafeMutablePointer<Atomic<UInt64>> {
    start.bindMemory(to: Atomic<UInt64>.self, capacity: Self.wordCount)
  }

  /// Whether the memory has rings and the server uses them.
  var hasRings: Bool { byteCount == Self.byteCount && ringToServer.isInUse }

  /// Tells the engine that the server uses the rings; without rings, this does nothing.
  package func useRings() {
    if byteCount == Self.byteCount { ringToServer.use() }
  }

  var ringToServer: MessageRing { MessageRing(at: start + Self.wordsByteCount) }

  var ringToClient: MessageRing {
    MessageRing(at: start + Self.wordsByteCount + MessageRing.byteCount)
  }
}
