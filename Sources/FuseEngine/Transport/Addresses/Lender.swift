internal import CLinuxFuse
internal import Glibc

/// One thread's messages to a server that reaches the engine's pages.
///
/// Each is an envelope, the message without the payload that is lent, and the addresses of what is:
/// first that which the server fetches, then that where it puts the reply's data. Such a reply
/// arrives as a header alone, whose length counts the data. A header whose length is 0 says that the
/// server could not reach the pages; the message then goes out once more, with its payload.
final class Lender {
  let access: PeerAccess
  private let envelope: UnsafeMutablePointer<Envelope>
  private let parts: UnsafeMutablePointer<iovec>
  private let ranges: UnsafeMutablePointer<iovec>
  /// Where a reply's header goes whose data is put elsewhere, and notifications before it.
  private let landing: UnsafeMutablePointer<iovec>

  /// What comes before each message.
  private struct Envelope {
    var inlineBytes: UInt32 = 0
    var slot: UInt16 = 0
    /// Addresses of what is fetched, and of what is put.
    var fetched: UInt8 = 0
    var put: UInt8 = 0
  }

  /// Less is moved sooner through the socket than by a system call of its own.
  private static let fewestBytes = 2 * Limits.pageSize
  /// Parts of the longest message: header, body, a part for each page and one for all that is left.
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

  /// A message whose payload goes along.
  func whole(_ message: UnsafeBufferPointer<iovec>) -> UnsafeBufferPointer<iovec> {
    let count = min(message.count, Self.mostParts)
    envelope.pointee = Envelope(inlineBytes: UInt32(message.prefix(count).byteCount))
    parts[0] = iovec(envelope)
    for index in 0..<count { parts[1 + index] = message[index] }
    return UnsafeBufferPointer(start: parts, count: 1 + count)
  }

  /// A message that lends the pages of its payload, or those where its reply's data is to go.
  ///
  /// - Returns: What to send, and what is lent; nil where it is not worth it.
  func lend(
    _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
  ) -> (message: UnsafeBufferPointer<iovec>, lease: Lease)? {
    guard message.count <= Self.mostParts, reply.count <= Self.mostParts else { return nil }
    let payload = message.dropFirst(2)
    // The last part of a reply is room for more than was asked.
    let data = reply.dropFirst().dropLast()
    let fetches = payload.byteCount >= Self.fewestBytes
    let puts = data.byteCount >= Self.fewestBytes
    guard fetches || puts, let unique = message.header?.unique, let slot = access.take(unique)
    else { return nil }
    let fetched = fetches ? addRanges(payload, from: 0) : 0
    let put = puts ? addRanges(data, from: fetched) : 0
    let inline = fetches ? message.prefix(2) : message[...]
    envelope.pointee = Envelope(
      inlineBytes: UInt32(inline.byteCount), slot: slot, fetched: UInt8(fetched),
      put: UInt8(put))
    parts[0] = iovec(envelope)
    for (index, part) in inline.enumerated() { parts[1 + index] = part }
    parts[1 + inline.count] = iovec(
      iov_base: ranges, iov_len: (fetched + put) * MemoryLayout<iovec>.size)
    return (
      UnsafeBufferPointer(start: parts, count: 2 + inline.count),
      Lease(slot: slot, unique: unique, replyBytes: puts ? data.byteCount : 0)
    )
  }

  /// Writes down where some parts lie, neighbours as one; returns how many ranges they are.
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

  /// Where to receive while a lease is open, so that nothing but the server writes to lent pages.
  func landing(
    of lease: Lease, _ reply: UnsafeBufferPointer<iovec>
  ) -> UnsafeBufferPointer<iovec> {
    guard lease.replyBytes > 0, let first = reply.first, let last = reply.last else { return reply }
    landing[0] = first
    landing[1] = last
    return UnsafeBufferPointer(start: landing, count: 2)
  }

  /// What a reply to a request that lends says.
  enum Settlement {
    /// It has this many bytes, wherever they are.
    case received(Int)
    /// The server could not reach the pages.
    case refused
  }

  /// Ends a lease when its reply has come, whose header lies in the first part.
  func settle(
    _ lease: Lease, received: Int, _ reply: UnsafeBufferPointer<iovec>
  ) -> Settlement {
    access.end(lease)
    let headerBytes = MemoryLayout<fuse_out_header>.size
    guard received == headerBytes,
      let header = reply.first?.iov_base?.load(as: fuse_out_header.self), header.error == 0
    else { return .received(received) }
    if header.len == 0 { return .refused }
    let isPut = headerBytes...(headerBytes + lease.replyBytes) ~= Int(header.len)
    return .received(isPut ? Int(header.len) : received)
  }
}

extension Collection<iovec> {
  /// Bytes that the parts cover together.
  var byteCount: Int { reduce(0) { $0 + $1.iov_len } }
}
