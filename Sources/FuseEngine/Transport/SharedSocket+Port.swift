internal import CLinuxFuse
package import Glibc
internal import PeerProtocol

extension SharedSocket {
  /// One thread's access to the socket.
  package final class Port: BackgroundTransport {
    private let socket: SharedSocket
    private let signal = PortSignal()
    private var deadline: RequestDeadline
    /// Requests whose replies the thread waits for, or will wait for.
    private var awaited: [UInt64] = []
    /// Whether the thread waits for a single request, and not for many in the background.
    private var isAwaited = false
    /// Writes messages to a server that reaches the engine's pages; nil for other servers.
    private let leaseWriter: LeaseWriter?
    /// The request under way that the thread waits for, where it has leased pages.
    private var leased: PendingReply?

    /// Creates a port for one thread.
    ///
    /// - Parameters:
    ///   - socket: The socket that threads share.
    ///   - caller: The signal that interrupts this thread's requests; nil for none.
    package init(_ socket: SharedSocket, caller: CallerSignal? = nil) {
      self.socket = socket
      deadline = RequestDeadline(seconds: socket.timeoutSeconds, caller: caller)
      leaseWriter = socket.access.map(LeaseWriter.init)
    }

    /// Sends a message that contains its payload.
    package func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
      // A message that is sent while a request waits does not extend the request's deadline.
      if !isAwaited, awaited.isEmpty { deadline.restart() }
      try socket.send(message, leaseWriter, deadline)
    }

    /// Sends a message; the pages of its payload are leased where the server reaches them.
    package func send(
      _ message: UnsafeBufferPointer<iovec>, for reply: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> UnsafeBufferPointer<iovec> {
      deadline.restart()
      isAwaited = true
      guard let leaseWriter, let offer = leaseWriter.lease(message, for: reply) else {
        try socket.send(message, leaseWriter, deadline)
        return reply
      }
      do throws(TransportError) {
        try socket.send(offer.message, of: message, deadline)
      } catch {
        leaseWriter.access.revoke(offer.lease.pages)
        throw error
      }
      leased = PendingReply(message: message, parts: reply, lease: offer.lease)
      return leaseWriter.landing(of: offer.lease, reply)
    }

    /// Waits for the reply or for a notification, as the leader where there is none.
    package func receive(
      _ reply: UnsafeBufferPointer<iovec>, notice: UnsafeBufferPointer<iovec>,
      answering message: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> Arrival {
      let unique = message.header?.unique ?? 0
      awaited.append(unique)
      socket.register(unique, signal, leased ?? PendingReply(message: message, parts: reply))
      do throws(TransportError) {
        let wait = Wait(
          uniques: awaited, interrupts: unique, notice: notice, signal: signal,
          leaseWriter: leaseWriter, deadline: deadline)
        let arrival = try socket.wait(wait)
        isAwaited = arrival.unique == 0
        leased = arrival.unique == 0 ? socket.withdraw(awaited).first : nil
        awaited.removeAll(keepingCapacity: true)
        return arrival
      } catch {
        giveUp()
        throw error
      }
    }

    /// Sends a message whose reply any leader receives into its parts.
    package func submit(
      _ message: UnsafeBufferPointer<iovec>, reply: UnsafeBufferPointer<iovec>
    ) throws(TransportError) {
      let unique = message.header?.unique ?? 0
      awaited.append(unique)
      deadline.restart()
      let offer = leaseWriter?.lease(message, for: reply)
      socket.register(
        unique, signal, PendingReply(message: message, parts: reply, lease: offer?.lease))
      do throws(TransportError) {
        if let offer {
          try socket.send(offer.message, of: message, deadline)
        } else {
          try socket.send(message, leaseWriter, deadline)
        }
      } catch {
        giveUp()
        throw error
      }
    }

    /// Waits for the reply to any submitted message, as the leader where there is none.
    package func receiveSubmitted(
      notice: UnsafeBufferPointer<iovec>
    ) throws(TransportError) -> Arrival {
      do throws(TransportError) {
        let wait = Wait(
          uniques: awaited, interrupts: nil, notice: notice, signal: signal,
          leaseWriter: leaseWriter, deadline: deadline)
        let arrival = try socket.wait(wait)
        if arrival.unique != 0 { deadline.restart() }
        awaited.removeAll { $0 == arrival.unique }
        return arrival
      } catch {
        giveUp()
        throw error
      }
    }

    private func giveUp() {
      for lease in socket.withdraw(awaited).compactMap(\.lease) {
        leaseWriter?.access.revoke(lease.pages)
      }
      awaited.removeAll(keepingCapacity: true)
      leased = nil
    }

    /// Ends the session for all ports; nothing is written to this port's parts any more.
    package func abandon(_ error: TransportError) {
      if let lease = leased?.lease { leaseWriter?.access.revoke(lease.pages) }
      socket.fail(error)
      giveUp()
    }
  }
}
