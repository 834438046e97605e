import Glibc

/// The header of a reply, as the protocol has it.
struct ReplyHeader {
  var len: UInt32
  var error: Int32
  var unique: UInt64
}

/// Where the data of a reply goes in the peer's memory.
///
/// Kept from request to request.
final class Loan: @unchecked Sendable {
  // Belongs to the table while it is in there, and to one thread otherwise.
  private(set) var lease = Lease(slot: 0, unique: 0)
  private(set) var count = 0
  /// Bytes of all ranges together.
  private(set) var byteCount = 0
  let ranges: UnsafeMutablePointer<iovec>

  init() { ranges = .allocate(capacity: Int(UInt8.max)) }

  deinit { ranges.deallocate() }

  func set(_ lease: Lease, _ remote: Slice<UnsafeMutableBufferPointer<iovec>>) {
    self.lease = lease
    count = remote.count
    byteCount = 0
    for (index, range) in remote.enumerated() {
      (ranges + index).initialize(to: range)
      // Lengths that no memory has count for nothing: such data goes through the socket.
      if 0...(1 << 40) ~= range.iov_len { byteCount += range.iov_len }
    }
  }
}

/// The loans of requests that are being worked on, and loans to use again.
struct LoanTable {
  var open: [Loan] = []
  var idle: [Loan] = []

  /// Takes the loan of a request out; nil where it lends nothing for its reply.
  mutating func take(_ unique: UInt64) -> Loan? {
    guard let index = open.firstIndex(where: { $0.lease.unique == unique }) else { return nil }
    let loan = open[index]
    open.swapAt(index, open.count - 1)
    open.removeLast()
    return loan
  }

  /// Ends the loan of a request, where it has one.
  mutating func close(_ unique: UInt64) {
    if let loan = take(unique) { idle.append(loan) }
  }
}
