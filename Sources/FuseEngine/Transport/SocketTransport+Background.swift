internal import PeerProtocol
internal import CLinuxFuse
package import Glibc

extension SocketTransport: BackgroundTransport {
  /// Sends a message and takes note of where its reply goes.
  package func submit(
    _ message: UnsafeBufferPointer<iovec>, reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) {
    patience.restart()
    let loan = lender?.lend(message, for: reply)
    if let unique = message.header?.unique {
      submitted[unique] = ReplyPlace(message: message, parts: reply, lease: loan?.lease)
    }
    do throws(TransportError) {
      if let loan { try transmit(loan.message, of: message) } else { try sendWhole(message) }
    } catch {
      withdrawAll()
      throw error
    }
  }

  /// Puts the server's next message where its request wants it.
  package func receiveSubmitted(
    notice: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival {
    let waiting = submitted.values.first?.message ?? notice
    do throws(TransportError) {
      while true {
        try lookUp(waiting, .receive)
        let next = try peek(for: waiting)
        if Interrupts.isAnswered(by: next) {
          try dropAnswer(next, during: waiting)
          continue
        }
        let unique = next.unique
        guard unique != 0 else {
          return Arrival(unique: 0, bytes: try receiveWhole(notice, answering: waiting))
        }
        guard let place = submitted[unique] else {
          throw fail(
            .protocolBroken(
              request: Opcode.name(of: waiting),
              reason: "a reply to request \(unique), which nobody waits for"))
        }
        var bytes = try place.withLanding { landing throws(TransportError) in
          try receiveWhole(landing, answering: place.message)
        }
        if let lender, let lease = place.lease {
          guard case .received(let all) = lender.settle(lease, received: bytes, place.parts) else {
            submitted[unique]?.lease = nil
            try sendWhole(place.message)
            continue
          }
          bytes = all
        }
        submitted[unique] = nil
        patience.restart()
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

  /// Lets nobody write to the places of requests under way any more.
  package func abandon(_ error: TransportError) {
    fail(error)
    withdrawAll()
  }
}
