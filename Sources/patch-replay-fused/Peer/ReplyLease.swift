import CFuse3
import Glibc
import PeerProtocol

/// The leased pages of the peer's that the data of one reply goes to.
///
/// The object is reused for later requests.
final class ReplyLease: @unchecked Sendable {
  // Belongs to the table while it is in there, and to one thread otherwise.
  private(set) var lease = PageLease(slot: 0, unique: 0)
  private(set) var count = 0
  /// Bytes of all ranges.
  private(set) var byteCount = 0
  let ranges: UnsafeMutablePointer<iovec>

  private static let capacity = Int(UInt8.max)

  init() { ranges = .allocate(capacity: Self.capacity) }

  deinit { ranges.deallocate() }

  func set(_ lease: PageLease, _ remote: Slice<UnsafeMutableBufferPointer<iovec>>) {
    precondition(remote.count <= Self.capacity, "an envelope counts ranges in 8 bits")
    self.lease = lease
    count = remote.count
    byteCount = 0
    for (index, range) in remote.enumerated() {
      (ranges + index).initialize(to: range)
      // Lengths that no memory has count as 0: the data then goes through the socket.
      if 0...(1 << 40) ~= range.iov_len { byteCount += range.iov_len }
    }
  }
}

/// The reply leases of the requests that are being served, and unused objects.
struct ReplyLeaseTable {
  var open: [ReplyLease] = []
  var idle: [ReplyLease] = []

  /// Removes and returns the lease of a request; nil where it leases no pages for its reply.
  mutating func take(_ unique: UInt64) -> ReplyLease? {
    guard let index = open.firstIndex(where: { $0.lease.unique == unique }) else { return nil }
    let lease = open[index]
    open.swapAt(index, open.count - 1)
    open.removeLast()
    return lease
  }

  /// Ends the lease of a request, where it has one.
  mutating func close(_ unique: UInt64) {
    if let lease = take(unique) { idle.append(lease) }
  }
}
