import CFuse3
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
struct LeaseWords: @unchecked Sendable {
  // The words are atomics, and where they are never changes. They are mapped until the end.
  private let words: UnsafeMutablePointer<Atomic<UInt64>>

  private static let byteCount = 4096
  static let count = byteCount / MemoryLayout<UInt64>.size
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
    guard seals >= 0, seals & Self.seals.shrink != 0,
      try file.attributes().st_size >= Self.byteCount
    else { throw Errno(EINVAL) }
    guard
      let memory = mmap(nil, Self.byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, file.number, 0),
      memory != MAP_FAILED
    else { throw Errno.current }
    words = memory.bindMemory(to: Atomic<UInt64>.self, capacity: Self.count)
  }

  /// Keeps the peer from taking its pages back; false where it already has.
  func begin(_ lease: Lease) -> Bool {
    words[lease.slot].compareExchange(
      expected: lease.unique, desired: lease.unique | Self.busy,
      ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// Lets the peer take its pages back.
  func end(_ lease: Lease) {
    _ = words[lease.slot].compareExchange(
      expected: lease.unique | Self.busy, desired: lease.unique, ordering: .acquiringAndReleasing)
  }
}
