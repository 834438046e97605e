internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Allocates a request, sends it with a body of C layout, and reads the reply.
  ///
  /// The request has the page slots of the call site's rule and uses none of them; `least` is the size
  /// of the shortest valid reply.
  ///
  /// - Returns: Bytes of the reply's body.
  @discardableResult
  mutating func call<Body, Reply>(
    _ opcode: Opcode, node: NodeID, slots: SlotRule, body: UnsafeMutablePointer<Body>,
    bodyBytes: Int = MemoryLayout<Body>.size, reply: UnsafeMutablePointer<Reply>,
    atLeast least: Int
  ) throws(ConnectionError) -> Int {
    guard
      let request = makeRequest(slots: slots.slots(exact: 0))
    else { throw .outOfMemory }
    return try send(
      opcode, node: node, in: request, body: body, bodyBytes: bodyBytes, reply: reply,
      atLeast: least)
  }

  /// Sends a body in a request that the caller holds.
  @discardableResult
  mutating func send<Body, Reply>(
    _ opcode: Opcode, node: NodeID, in request: borrowing Request,
    body: UnsafeMutablePointer<Body>, bodyBytes: Int, reply: UnsafeMutablePointer<Reply>,
    atLeast least: Int
  ) throws(ConnectionError) -> Int {
    let fields = request.fields
    fields.pointee.header = makeHeader(
      opcode, node: node, bytes: MemoryLayout<fuse_in_header>.size + bodyBytes)
    parts.request[0] = iovec(&fields.pointee.header)
    parts.request[1] = iovec(body, bytes: bodyBytes)
    parts.reply[0] = iovec(&fields.pointee.reply)
    parts.reply[1] = iovec(reply)
    // An empty part may have no address, which the system refuses.
    let message = parts.requestParts(bodyBytes > 0 ? 2 : 1)
    let answer = parts.replyParts(MemoryLayout<Reply>.size > 0 ? 2 : 1)
    let outcome: ReplyOutcome
    do throws(TransportError) {
      outcome = try exchange(message, for: answer, in: request)
    } catch {
      throw .transport(error)
    }
    counters.requests += 1
    switch outcome {
    case .refused(let error): throw .refused(request: opcode.name, error)
    case .payload(let bytes):
      guard bytes >= least, bytes <= MemoryLayout<Reply>.size else {
        throw .malformed(request: opcode.name, bytes: bytes)
      }
      return bytes
    }
  }

  /// Sends a request that gets no reply, such as FORGET.
  mutating func post<Body>(
    _ opcode: Opcode, node: NodeID, slots: SlotRule, body: UnsafeMutablePointer<Body>
  ) throws(ConnectionError) {
    guard
      let request = makeRequest(slots: slots.slots(exact: 0))
    else { throw .outOfMemory }
    let fields = request.fields
    fields.pointee.header = makeHeader(
      opcode, node: node,
      bytes: MemoryLayout<fuse_in_header>.size + MemoryLayout<Body>.size)
    parts.request[0] = iovec(&fields.pointee.header)
    parts.request[1] = iovec(body)
    counters.requests += 1
    do throws(TransportError) { try transport.send(parts.requestParts(2)) } catch {
      throw .transport(error)
    }
  }
}
