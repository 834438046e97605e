internal import PeerProtocol
internal import CLinuxFuse
internal import Glibc

/// A socket to one server that several threads use at once; each has a ``Port`` of its own.
///
/// Requests go out as they come. One of the threads that wait leads: it looks at the header of the
/// next message and puts the message straight where the thread wants it that waits for it, so that
/// no payload is copied on its way. A thread that has a reply hands the lead on.
package final class SharedSocket: Sendable {
  let channel: Channel
  let timeoutSeconds: Int
  let access: PeerAccess?
  let state = ThreadLock(State())

  /// Who waits for what.
  struct State: Sendable {
    /// Requests sent whose reply has not come.
    var expected: Set<UInt64> = []
    var waiters: [UInt64: Waiter] = [:]
    /// Threads that sleep until they have a reply or are to lead.
    var sleeping: [PortSignal] = []
    var hasLeader = false
    /// Why nobody gets a reply any more: the server is gone, or has broken the protocol.
    var failure: TransportError?
    var interrupts = Interrupts()
  }

  /// A request that a thread waits for, where its reply goes, and what came.
  struct Waiter: Sendable {
    let port: PortSignal
    var place: ReplyPlace
    /// Whether the thread that leads is writing there.
    var isBeingFilled = false
    var received: Int?
  }

  /// Takes over one end of a SOCK_SEQPACKET pair; it is closed with the last port.
  ///
  /// - Parameters:
  ///   - descriptor: A connected socket that keeps messages apart.
  ///   - timeoutSeconds: How long a request may wait for its reply.
  ///   - access: What was agreed with a server that moves payload by itself.
  package init(adopting descriptor: Int32, timeoutSeconds: Int = 30, access: PeerAccess? = nil) {
    channel = Channel(to: descriptor, through: access)
    self.access = access
    self.timeoutSeconds = timeoutSeconds
    Patience.slice(descriptor)
  }

  deinit { channel.close() }

  /// Sends a message whole.
  func send(
    _ message: UnsafeBufferPointer<iovec>, _ lender: Lender?, _ patience: Patience
  ) throws(TransportError) {
    try send(lender?.whole(message) ?? message, of: message, patience)
  }

  /// Sends a message as its lender has laid it out.
  func send(
    _ message: UnsafeBufferPointer<iovec>, of whole: UnsafeBufferPointer<iovec>,
    _ patience: Patience
  ) throws(TransportError) {
    if let header = whole.header, header.hasReply {
      state.withLock { _ = $0.expected.insert(header.unique) }
    }
    do throws(TransportError) {
      while channel.send(message) < 0 {
        switch errno {
        case EINTR: continue
        case EAGAIN: if let error = patience.error(Opcode.name(of: whole)) { throw error }
        default: throw TransportError(system: .current, Opcode.name(of: whole))
        }
      }
    } catch {
      throw fail(error)
    }
  }

  /// Ends the session for all threads: none of them would get its reply any more.
  ///
  /// - Returns: What ended it first.
  @discardableResult
  func fail(_ error: TransportError) -> TransportError {
    let (failure, sleeping) = state.withLock { state in
      let failure = state.failure ?? error
      state.failure = failure
      return (failure, state.sleeping)
    }
    // The thread that leads waits in the channel and not for a signal.
    shutdown(channel.descriptor, Int32(SHUT_RDWR))
    channel.hangUp()
    for port in sleeping { port.signal() }
    return failure
  }
}

extension fuse_in_header {
  fileprivate var hasReply: Bool {
    ![Opcode.forget, .notifyReply, .interrupt].contains { $0.number == opcode }
  }
}
