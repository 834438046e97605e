internal import Glibc
package import Synchronization

/// The memory that a client and its server share: a page of words, and a ring of messages each way.
package final class SharedPages: @unchecked Sendable {
  // Where the memory lies never changes, and all that is in it is atomic or a ring's.
  private let start: UnsafeMutableRawPointer
  private let byteCount: Int

  /// Bytes of the page of words.
  package static let wordsByteCount = 4096
  /// Words in that page.
  package static let wordCount = wordsByteCount / MemoryLayout<UInt64>.size
  /// Bytes of all.
  package static let byteCount = wordsByteCount + 2 * MessageRing.byteCount

  /// Maps a file in memory; nil where the system refuses, with `errno` set.
  ///
  /// - Parameters:
  ///   - descriptor: The file, which may be closed after that and cannot become shorter.
  ///   - byteCount: Its length: ``byteCount``, or ``wordsByteCount`` where there are no rings.
  package init?(mapping descriptor: Int32, byteCount: Int) {
    guard
      let memory = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      memory != MAP_FAILED
    else { return nil }
    start = memory
    self.byteCount = byteCount
  }

  deinit { munmap(start, byteCount) }

  /// The words, ``wordCount`` of them.
  package var words: UnsafeMutablePointer<Atomic<UInt64>> {
    start.bindMemory(to: Atomic<UInt64>.self, capacity: Self.wordCount)
  }

  /// Whether the memory has rings and the server uses them.
  var hasRings: Bool { byteCount == Self.byteCount && ringToServer.isInUse }

  /// Says, as the server, that it uses the rings where the memory has them.
  package func useRings() {
    if byteCount == Self.byteCount { ringToServer.use() }
  }

  var ringToServer: MessageRing { MessageRing(at: start + Self.wordsByteCount) }

  var ringToClient: MessageRing {
    MessageRing(at: start + Self.wordsByteCount + MessageRing.byteCount)
  }
}
