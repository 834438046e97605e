internal import CLinuxFuse
internal import Glibc
internal import PeerProtocol

/// A socket to one server that several threads use at once; each thread has its own ``Port``.
///
/// Each thread sends its requests itself. For replies, the threads follow the leader/follower pattern:
/// one waiting thread, the leader, reads for all. It reads the header of the next message and receives
/// the message directly into the waiting thread's buffer, so that no payload is copied twice. A leader
/// that has its own reply promotes a follower.
package final class SharedSocket: Sendable {
  let channel: Channel
  let timeoutSeconds: Int
  let access: PeerAccess?
  let state = ThreadMutex(State())

  /// The requests under way and the threads that wait for them.
  struct State: Sendable {
    /// Requests sent whose reply has not arrived.
    var expected: Set<UInt64> = []
    var waiters: [UInt64: Waiter] = [:]
    /// Threads that sleep until they have a reply or become the leader.
    var followers: [PortSignal] = []
    var hasLeader = false
    /// Why no thread gets a reply any more: the server is gone, or has broken the protocol.
    var failure: TransportError?
    var interrupts = Interrupts()
  }

  /// A request that a thread waits for, where its reply goes, and whether it has arrived.
  struct Waiter: Sendable {
    let port: PortSignal
    var reply: PendingReply
    /// Whether the leader is writing to the parts of the reply.
    var isBeingFilled = false
    /// Bytes of the reply; nil until it has arrived.
    var received: Int?
  }

  /// Takes ownership of one end of a SOCK_SEQPACKET pair.
  ///
  /// - Parameters:
  ///   - descriptor: A connected socket that preserves message boundaries.
  ///   - timeoutSeconds: How long a request may wait for its reply.
  ///   - access: The agreement with a server that reaches the engine's pages; nil for none.
  package init(adopting descriptor: Int32, timeoutSeconds: Int = 30, access: PeerAccess? = nil) {
    channel = Channel(to: descriptor, through: access)
    self.access = access
    self.timeoutSeconds = timeoutSeconds
    RequestDeadline.limitWaits(on: descriptor)
  }

  deinit { channel.close() }

  /// Sends a message that contains its payload.
  func send(
    _ message: UnsafeBufferPointer<iovec>, _ leaseWriter: LeaseWriter?,
    _ deadline: RequestDeadline
  ) throws(TransportError) {
    try send(leaseWriter?.whole(message) ?? message, of: message, deadline)
  }

  /// Sends the parts that a ``LeaseWriter`` has written for a message.
  func send(
    _ message: UnsafeBufferPointer<iovec>, of whole: UnsafeBufferPointer<iovec>,
    _ deadline: RequestDeadline
  ) throws(TransportError) {
    if let header = whole.header, header.hasReply {
      state.withLock { _ = $0.expected.insert(header.unique) }
    }
    do throws(TransportError) {
      while retryingOnInterrupt({ channel.send(message) }) < 0 {
        guard errno == EAGAIN else {
          throw TransportError(system: .current, Opcode.name(of: whole))
        }
        if let error = deadline.error(Opcode.name(of: whole)) { throw error }
      }
    } catch {
      throw fail(error)
    }
  }

  /// Ends the session for all threads: none of them gets its reply any more.
  ///
  /// - Returns: The first error that ended it.
  @discardableResult
  func fail(_ error: TransportError) -> TransportError {
    let (failure, followers) = state.withLock { state in
      let failure = state.failure ?? error
      state.failure = failure
      return (failure, state.followers)
    }
    // The leader waits in the channel and not for its signal.
    shutdown(channel.descriptor, Int32(SHUT_RDWR))
    channel.hangUp()
    for port in followers { port.signal() }
    return failure
  }
}

extension fuse_in_header {
  fileprivate var hasReply: Bool {
    ![Opcode.forget, .notifyReply, .interrupt].contains { $0.number == opcode }
  }
}
