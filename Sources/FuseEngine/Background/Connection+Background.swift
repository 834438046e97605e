internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Enters the queue; while it is full, receives replies to this connection's own reads, if any.
  mutating func enter(
    _ queue: BackgroundQueue, _ ahead: inout ReadAhead
  ) throws(TransportError) {
    while !queue.tryEnter() {
      guard !reads.isEmpty else { return queue.enter() }
      try receiveRead(&ahead)
    }
  }

  /// Sends a READ for the page cache without waiting for its reply.
  mutating func submit(
    _ request: consuming Request, from first: UInt64, file: FileHandle,
    on transport: any BackgroundTransport
  ) throws(TransportError) {
    let read = reads.makeRoom()
    let counts = prepare(
      .read, request: request, handle: file,
      payload: Payload(byteCount: request.fields.pointee.count * Limits.pageSize),
      at: first * UInt64(Limits.pageSize), as: .pageCache, message: read.message,
      reply: read.reply)
    read.reply[counts.reply] = parts.tailPart
    let unique = request.fields.pointee.header.unique
    read.firstIndex = first
    read.request = consume request
    reads.begin(read, as: unique)
    try transport.submit(
      UnsafeBufferPointer(rebasing: read.message[..<counts.message]),
      reply: UnsafeBufferPointer(rebasing: read.reply[...counts.reply]))
  }

  /// Waits for the reply to one of the reads under way, or handles a notification that arrives before.
  mutating func receiveRead(_ ahead: inout ReadAhead) throws(TransportError) {
    guard let transport = transport as? any BackgroundTransport else { return }
    let waiting = reads.underWay.values.first.map { UnsafeBufferPointer($0.message) }
    let arrival = try transport.receiveSubmitted(notice: UnsafeBufferPointer(parts.notice))
    guard arrival.unique != 0 else {
      return try receiveNotice(
        bytes: arrival.bytes, during: waiting ?? UnsafeBufferPointer(start: nil, count: 0))
    }
    do throws(TransportError) { try end(arrival, &ahead) } catch {
      transport.abandon(error)
      throw error
    }
  }

  private mutating func end(
    _ arrival: Arrival, _ ahead: inout ReadAhead
  ) throws(TransportError) {
    guard let read = reads.end(arrival.unique), let request = read.request.take() else { return }
    background?.leave()
    let outcome = try request.fields.pointee.reply.outcome(
      received: arrival.bytes, to: arrival.unique, message: UnsafeBufferPointer(read.message))
    ahead.take(request.transferReply(to: .read, outcome), of: request, from: read.firstIndex)
  }

  /// Drops all reads under way after an error of the transport, which writes nothing to them any more.
  mutating func giveReadsUp() {
    for unique in reads.underWay.keys {
      reads.end(unique)?.request = nil
      background?.leave()
    }
  }
}
