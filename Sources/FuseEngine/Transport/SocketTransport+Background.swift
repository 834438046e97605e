internal import CLinuxFuse
package import Glibc
internal import PeerProtocol

extension SocketTransport: BackgroundTransport {
  /// Sends a message and records where its reply goes.
  package func submit(
    _ message: UnsafeBufferPointer<iovec>, reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) {
    deadline.restart()
    let offer = leaseWriter?.lease(message, for: reply)
    if let unique = message.header?.unique {
      submitted[unique] = PendingReply(message: message, parts: reply, lease: offer?.lease)
    }
    do throws(TransportError) {
      if let offer { try transmit(offer.message, of: message) } else { try sendWhole(message) }
    } catch {
      withdrawAll()
      throw error
    }
  }

  /// Receives the server's next message into the parts of its request.
  package func receiveSubmitted(
    notice: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival {
    let waiting = submitted.values.first?.message ?? notice
    do throws(TransportError) {
      while true {
        try checkDeadline(waiting, .receive)
        let next = try peek(for: waiting)
        if Interrupts.isAnswered(by: next) {
          try dropAnswer(next, during: waiting)
          continue
        }
        let unique = next.unique
        guard unique != 0 else {
          return Arrival(unique: 0, bytes: try receiveWhole(notice, answering: waiting))
        }
        guard let pending = submitted[unique] else {
          throw fail(
            .protocolBroken(
              request: Opcode.name(of: waiting),
              reason: "a reply to request \(unique), which nobody waits for"))
        }
        var bytes = try pending.withLanding { landing throws(TransportError) in
          try receiveWhole(landing, answering: pending.message)
        }
        if let leaseWriter, let lease = pending.lease {
          guard
            case .received(let all) = leaseWriter.settle(lease, received: bytes, pending.parts)
          else {
            submitted[unique]?.lease = nil
            try sendWhole(pending.message)
            continue
          }
          bytes = all
        }
        submitted[unique] = nil
        deadline.restart()
        return Arrival(unique: unique, bytes: bytes)
      }
    } catch {
      withdrawAll()
      throw error
    }
  }

  private func withdrawAll() {
    revokeAll()
    submitted.removeAll()
  }

  /// Ends the session; nothing is written to the parts of requests under way any more.
  package func abandon(_ error: TransportError) {
    fail(error)
    withdrawAll()
  }
}
