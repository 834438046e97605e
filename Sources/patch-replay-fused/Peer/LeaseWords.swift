import CFuse3
import PeerProtocol
import Glibc
import Synchronization

/// Pages that a request of the peer's lends.
struct Lease {
  /// The word that says so.
  let slot: Int
  /// The request's number.
  let unique: UInt64
}

/// The page of words that the peer shares, in which it takes back what it has lent.
///
/// A word holds the number of the request that lends, with a bit set while bytes are moved.
struct LeaseWords: Sendable {
  /// The words, and rings of messages where the peer offers them.
  let pages: SharedPages

  static let count = SharedPages.wordCount
  private static let busy: UInt64 = 1 << 63
  /// `F_GET_SEALS` and `F_SEAL_SHRINK`, which the C library shows to _GNU_SOURCE only.
  private static let seals: (command: Int32, shrink: Int32) = (1034, 2)

  /// Maps a file in memory that the peer has open.
  ///
  /// - Throws: The system's error; `EINVAL` for a file that could be cut short meanwhile.
  init(of process: pid_t, descriptor: UInt64) throws(Errno) {
    let file = try OwnedDescriptor(
      adopting: open("/proc/\(process)/fd/\(descriptor)", O_RDWR | O_CLOEXEC | O_NONBLOCK))
    let seals = fcntl(file.number, Self.seals.command)
    let size = try Int(file.attributes().st_size)
    guard seals >= 0, seals & Self.seals.shrink != 0, size >= SharedPages.wordsByteCount else {
      throw Errno(EINVAL)
    }
    let mapped = size >= SharedPages.byteCount ? SharedPages.byteCount : SharedPages.wordsByteCount
    guard let pages = SharedPages(mapping: file.number, byteCount: mapped) else {
      throw Errno.current
    }
    self.pages = pages
  }

  /// Keeps the peer from taking its pages back; false where it already has.
  func begin(_ lease: Lease) -> Bool {
    pages.words[lease.slot].compareExchange(
      expected: lease.unique, desired: lease.unique | Self.busy,
      ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// Lets the peer take its pages back.
  func end(_ lease: Lease) {
    _ = pages.words[lease.slot].compareExchange(
      expected: lease.unique | Self.busy, desired: lease.unique, ordering: .acquiringAndReleasing)
  }
}
