internal import Synchronization

/// Pages of one request that the server may reach until the reply comes or the engine revokes it.
package struct PageLease: Hashable, Sendable {
  /// The word of the ``LeaseTable`` that records the lease.
  package let slot: UInt16
  /// The number of the request.
  package let unique: UInt64

  package init(slot: UInt16, unique: UInt64) {
    self.slot = slot
    self.unique = unique
  }
}

/// The page of words that both processes map and that says which requests lease pages.
///
/// A word is 0 where it is free, the number of a request that leases pages, or that number with the
/// highest bit set while the server moves bytes. So the server never writes to the pages of a request
/// that the engine has given up, as the kernel's `FR_LOCKED` has it.
package struct LeaseTable: Sendable {
  /// The number of words.
  package static let count = SharedPages.wordCount
  /// Set in a word while the server moves bytes.
  private static let busy: UInt64 = 1 << 63

  private let pages: SharedPages

  package init(_ pages: SharedPages) { self.pages = pages }

  private func word(_ lease: PageLease) -> UnsafeMutablePointer<Atomic<UInt64>> {
    precondition(Int(lease.slot) < Self.count, "a lease has a word of the table")
    return pages.words + Int(lease.slot)
  }

  // MARK: The engine's side

  /// Takes the word of a request; nil where another request has it, and this one leases nothing.
  package func begin(_ unique: UInt64) -> PageLease? {
    precondition(unique != 0 && unique & Self.busy == 0, "a request's number leaves the bit free")
    // The number's high bits are the job's, its low ones count in steps of two.
    let slot = Int(truncatingIfNeeded: (unique >> 1) ^ (unique >> 48) &* 61) & (Self.count - 1)
    let lease = PageLease(slot: UInt16(slot), unique: unique)
    let isTaken = word(lease).pointee.compareExchange(
      expected: 0, desired: unique, ordering: .acquiringAndReleasing
    ).exchanged
    return isTaken ? lease : nil
  }

  /// Ends a lease, whatever the server does with it.
  package func end(_ lease: PageLease) { word(lease).pointee.store(0, ordering: .releasing) }

  /// Ends a lease unless the server is moving bytes; false where it is.
  package func endUnlessBusy(_ lease: PageLease) -> Bool {
    let found = word(lease).pointee.compareExchange(
      expected: lease.unique, desired: 0, ordering: .acquiringAndReleasing)
    return found.exchanged || found.original != lease.unique | Self.busy
  }

  // MARK: The server's side

  /// Keeps the engine from ending a lease; false where it already has.
  package func beginMoving(_ lease: PageLease) -> Bool {
    word(lease).pointee.compareExchange(
      expected: lease.unique, desired: lease.unique | Self.busy, ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// Lets the engine end the lease again.
  package func endMoving(_ lease: PageLease) {
    _ = word(lease).pointee.compareExchange(
      expected: lease.unique | Self.busy, desired: lease.unique, ordering: .acquiringAndReleasing)
  }
}
