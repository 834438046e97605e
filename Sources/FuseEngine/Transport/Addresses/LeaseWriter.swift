internal import CLinuxFuse
internal import Glibc
internal import PeerProtocol

/// Writes one thread's messages to a server that reaches the engine's pages, and settles the leases.
///
/// ``Envelope`` describes such a message, and ``ReplyHeader`` what its reply says.
final class LeaseWriter {
  let access: PeerAccess
  private let envelope: UnsafeMutablePointer<Envelope>
  private let parts: UnsafeMutablePointer<iovec>
  private let ranges: UnsafeMutablePointer<iovec>
  /// Room for the header of a reply whose data goes elsewhere, and for notifications before it.
  private let landing: UnsafeMutablePointer<iovec>

  /// Fewer bytes are faster through the socket than by a system call of their own.
  private static let fewestBytes = 2 * Limits.pageSize
  /// Parts of the longest message: header, body, one for each page, and the tail.
  private static let mostParts = Limits.pagesPerRequest + 4

  init(_ access: PeerAccess) {
    self.access = access
    envelope = .allocate(capacity: 1)
    envelope.initialize(to: Envelope())
    parts = .allocate(capacity: Self.mostParts + 1)
    parts.initialize(repeating: iovec(), count: Self.mostParts + 1)
    ranges = .allocate(capacity: 2 * Self.mostParts)
    ranges.initialize(repeating: iovec(), count: 2 * Self.mostParts)
    landing = .allocate(capacity: 2)
    landing.initialize(repeating: iovec(), count: 2)
  }

  deinit {
    envelope.deallocate()
    parts.deallocate()
    ranges.deallocate()
    landing.deallocate()
  }

  /// Writes a message that contains its payload.
  ///
  /// - Returns: The parts to send, valid until the next message.
  func whole(_ message: UnsafeBufferPointer<iovec>) -> UnsafeBufferPointer<iovec> {
    precondition(message.count <= Self.mostParts, "a message has a part for each page at most")
    envelope.pointee = Envelope(inlineBytes: message.byteCount)
    parts[0] = iovec(envelope)
    for index in message.indices { parts[1 + index] = message[index] }
    return UnsafeBufferPointer(start: parts, count: 1 + message.count)
  }

  /// Writes a message that leases the pages of its payload, or those for its reply's data.
  ///
  /// - Returns: The parts to send, valid until the next message, and the lease; nil where the payload
  ///   is too small, or the request finds no word free.
  func lease(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
  ) -> (message: UnsafeBufferPointer<iovec>, lease: RequestLease)? {
    guard message.count <= Self.mostParts, reply.count <= Self.mostParts else { return nil }
    let payload = message.dropFirst(2)
    // The last part of a reply is the tail, room for more than was asked.
    let data = reply.dropFirst().dropLast()
    let leasesPayload = payload.byteCount >= Self.fewestBytes
    let leasesReply = data.byteCount >= Self.fewestBytes
    guard leasesPayload || leasesReply, let unique = message.header?.unique,
      let pages = access.table.begin(unique)
    else { return nil }
    let read = leasesPayload ? addRanges(payload, from: 0) : 0
    let written = leasesReply ? addRanges(data, from: read) : 0
    let inline = leasesPayload ? message.prefix(2) : message[...]
    envelope.pointee = Envelope(
      inlineBytes: inline.byteCount, slot: pages.slot, readRanges: read, writtenRanges: written)
    parts[0] = iovec(envelope)
    for (index, part) in inline.enumerated() { parts[1 + index] = part }
    parts[1 + inline.count] = iovec(
      iov_base: ranges, iov_len: (read + written) * WireLayout.rangeByteCount)
    return (
      UnsafeBufferPointer(start: parts, count: 2 + inline.count),
      RequestLease(pages: pages, replyBytes: leasesReply ? data.byteCount : 0)
    )
  }

  /// Writes the address ranges of some parts, adjacent ones merged; returns the number of ranges.
  private func addRanges(_ parts: Slice<UnsafeBufferPointer<iovec>>, from first: Int) -> Int {
    var end = first
    for part in parts where part.iov_len > 0 {
      if end > first, ranges[end - 1].iov_base + ranges[end - 1].iov_len == part.iov_base {
        ranges[end - 1].iov_len += part.iov_len
      } else {
        ranges[end] = part
        end += 1
      }
    }
    return end - first
  }

  /// The parts to receive into while a lease is open, so that only the server writes to leased pages.
  func landing(
    of lease: RequestLease, _ reply: UnsafeBufferPointer<iovec>
  ) -> UnsafeBufferPointer<iovec> {
    guard lease.replyBytes > 0, let first = reply.first, let last = reply.last else { return reply }
    landing[0] = first
    landing[1] = last
    return UnsafeBufferPointer(start: landing, count: 2)
  }

  /// What the reply to a request with a lease says.
  enum Settlement {
    /// The reply has this many bytes, those in the leased pages included.
    case received(Int)
    /// The server could not reach the pages; the request is to be sent again, whole.
    case unreachable
  }

  /// Ends a lease whose reply has come, with its header in the first part.
  func settle(
    _ lease: RequestLease, received: Int, _ reply: UnsafeBufferPointer<iovec>
  ) -> Settlement {
    access.table.end(lease.pages)
    let headerBytes = MemoryLayout<fuse_out_header>.size
    guard received == headerBytes,
      let header = reply.first?.iov_base?.load(as: fuse_out_header.self), header.error == 0
    else { return .received(received) }
    if header.len == ReplyHeader.unreachableLength { return .unreachable }
    let isWritten = headerBytes...(headerBytes + lease.replyBytes) ~= Int(header.len)
    return .received(isWritten ? Int(header.len) : received)
  }
}

/// The leased pages of a request under way.
struct RequestLease: Sendable {
  let pages: PageLease
  /// Bytes of the pages that the reply's data goes to; 0 where the data comes through the socket.
  let replyBytes: Int
}

extension Collection<iovec> {
  /// Bytes of all parts.
  var byteCount: Int { reduce(0) { $0 + $1.iov_len } }
}
