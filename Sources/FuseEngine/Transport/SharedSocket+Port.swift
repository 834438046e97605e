internal import PeerProtocol
internal import CLinuxFuse
package import Glibc

extension SharedSocket {
  /// One thread's way through the socket.
  package final class Port: BackgroundTransport {
    private let socket: SharedSocket
    private let signal = PortSignal()
    private var patience: Patience
    /// Requests whose replies the thread waits for, or has yet to wait for.
    private var awaited: [UInt64] = []
    /// Whether the thread waits for one request, and not for many in the background.
    private var isAwaited = false
    /// Makes messages to a server that reaches the engine's pages; nil where all goes along.
    private let lender: Lender?
    /// The request under way that the thread waits for, where it has lent pages.
    private var lent: ReplyPlace?

    /// Makes a way for one thread.
    ///
    /// - Parameters:
    ///   - socket: The socket that threads share.
    ///   - caller: What interrupts the requests that this thread waits for; nil for nothing.
    package init(_ socket: SharedSocket, caller: CallerSignal? = nil) {
      self.socket = socket
      patience = Patience(seconds: socket.timeoutSeconds, caller: caller)
      lender = socket.access.map(Lender.init)
    }

    /// Sends a message whole.
    package func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
      // What is sent while a request waits does not prolong its wait.
      if !isAwaited, awaited.isEmpty { patience.restart() }
      try socket.send(message, lender, patience)
    }

    /// Sends a message, with its payload's pages lent where the server reaches them.
    package func send(
      _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> UnsafeBufferPointer<iovec> {
      patience.restart()
      isAwaited = true
      guard let lender, let loan = lender.lend(message, for: reply) else {
        try socket.send(message, lender, patience)
        return reply
      }
      do throws(TransportError) { try socket.send(loan.message, of: message, patience) } catch {
        lender.access.revoke(loan.lease)
        throw error
      }
      lent = ReplyPlace(message: message, parts: reply, lease: loan.lease)
      return lender.landing(of: loan.lease, reply)
    }

    /// Waits for the reply, leading where nobody does.
    package func receive(
      _ reply: UnsafeBufferPointer<iovec>, notice: UnsafeBufferPointer<iovec>,
      answering message: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> Arrival {
      let unique = message.header?.unique ?? 0
      awaited.append(unique)
      socket.register(unique, signal, lent ?? ReplyPlace(message: message, parts: reply))
      do throws(TransportError) {
        let wait = Wait(
          uniques: awaited, interrupts: unique, notice: notice, signal: signal, lender: lender,
          patience: patience)
        let arrival = try socket.wait(wait)
        isAwaited = arrival.unique == 0
        lent = arrival.unique == 0 ? socket.withdraw(awaited).first : nil
        awaited.removeAll(keepingCapacity: true)
        return arrival
      } catch {
        giveUp()
        throw error
      }
    }

    /// Sends a message, and lets whoever leads put its reply where it belongs.
    package func submit(
      _ message: UnsafeBufferPointer<iovec>, reply: UnsafeBufferPointer<iovec>
    ) throws(TransportError) {
      let unique = message.header?.unique ?? 0
      awaited.append(unique)
      patience.restart()
      let loan = lender?.lend(message, for: reply)
      socket.register(
        unique, signal, ReplyPlace(message: message, parts: reply, lease: loan?.lease))
      do throws(TransportError) {
        if let loan {
          try socket.send(loan.message, of: message, patience)
        } else {
          try socket.send(message, lender, patience)
        }
      } catch {
        giveUp()
        throw error
      }
    }

    /// Waits for the reply to any of the messages submitted, leading where nobody does.
    package func receiveSubmitted(
      notice: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> Arrival {
      do throws(TransportError) {
        let wait = Wait(
          uniques: awaited, interrupts: nil, notice: notice, signal: signal, lender: lender,
          patience: patience)
        let arrival = try socket.wait(wait)
        if arrival.unique != 0 { patience.restart() }
        awaited.removeAll { $0 == arrival.unique }
        return arrival
      } catch {
        giveUp()
        throw error
      }
    }

    private func giveUp() {
      for lease in socket.withdraw(awaited).compactMap(\.lease) { lender?.access.revoke(lease) }
      awaited.removeAll(keepingCapacity: true)
      lent = nil
    }

    /// Ends the session for all ports; nothing is written for this one any more.
    package func abandon(_ error: TransportError) {
      if let lease = lent?.lease { lender?.access.revoke(lease) }
      socket.fail(error)
      giveUp()
    }
  }
}
