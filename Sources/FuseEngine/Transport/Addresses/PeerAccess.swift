internal import CLinuxFuse
internal import Glibc
internal import PeerProtocol
internal import Synchronization

/// The agreement with a server that it copies payload between its memory and the engine's pages
/// itself, once, with `process_vm_readv` and `process_vm_writev`, as the kernel does for `/dev/fuse`.
///
/// Shared by all threads that talk to the server.
package final class PeerAccess: Sendable {
  /// The memory that both processes map.
  let pages: SharedPages
  /// Which requests lease pages to the server.
  let table: LeaseTable
  /// The server's process; 0 where it is unknown.
  private let process: Int32

  /// Proposes the agreement to a server that was told to expect a proposal, before the first request.
  ///
  /// - Parameters:
  ///   - descriptor: A SOCK_SEQPACKET socket whose other end the server has.
  ///   - process: The number of the server's process, 0 where it is unknown. It is a child that nobody
  ///     reaps as long as this exists: a silent server is killed by this number.
  ///   - timeoutSeconds: How long the server may take.
  ///   - caller: The signal that shortens the wait; nil for none.
  /// - Throws: The error that keeps the server from this process's memory, ESRCH where the server
  ///   reads another process, or the socket's error. The session can go on without the agreement.
  package init(
    proposingOn descriptor: Int32, to process: Int32, timeoutSeconds: Int = 30,
    caller: CallerSignal? = nil
  ) throws(ErrorNumber) {
    WireLayout.check()
    self.process = process
    guard WireLayout.isNative else { throw ErrorNumber(rawValue: ENOSYS) }
    let shared = linux_shared_memory(SharedPages.byteCount)
    guard shared >= 0 else { throw ErrorNumber.current }
    defer { close(shared) }
    guard let pages = SharedPages(mapping: shared, byteCount: SharedPages.byteCount) else {
      throw ErrorNumber.current
    }
    self.pages = pages
    table = LeaseTable(pages)
    if process > 0 { linux_allow_memory_access(process) }
    try Self.propose(
      on: descriptor, sharing: shared,
      RequestDeadline(seconds: timeoutSeconds, caller: caller))
  }

  private static func propose(
    on descriptor: Int32, sharing shared: Int32, _ deadline: RequestDeadline
  ) throws(ErrorNumber) {
    let secret = UInt64.random(in: 1 ... .max)
    let cookie = UnsafeMutablePointer<Atomic<UInt64>>.allocate(capacity: 1)
    cookie.initialize(to: Atomic(secret))
    defer { cookie.deallocate() }
    let proposal = Proposal(
      cookie: secret, cookieAddress: UInt64(UInt(bitPattern: cookie)),
      pagesDescriptor: UInt64(shared))
    RequestDeadline.limitWaits(on: descriptor)
    let sent = withUnsafeBytes(of: proposal) {
      send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    guard sent >= 0 else { throw ErrorNumber.current }
    let answer = try receiveAnswer(on: descriptor, deadline)
    guard answer.errorNumber == 0 else { throw ErrorNumber(rawValue: answer.errorNumber) }
    // The answer to the cookie shows that the server reads and writes this process's memory.
    guard cookie.pointee.load(ordering: .acquiring) == Proposal.answer(to: secret) else {
      throw ErrorNumber(rawValue: ESRCH)
    }
  }

  private static func receiveAnswer(
    on descriptor: Int32, _ deadline: RequestDeadline
  ) throws(ErrorNumber) -> ProposalAnswer {
    // One byte more than an answer has, so that a longer message is seen.
    var buffer = [UInt8](repeating: 0, count: ProposalAnswer.wireByteCount + 1)
    var received: Int
    repeat {
      received = retryingOnInterrupt { recv(descriptor, &buffer, buffer.count, 0) }
    } while received < 0 && errno == EAGAIN && !deadline.hasPassed
    guard received >= 0 else { throw ErrorNumber.current }
    let answer = buffer.withUnsafeBytes {
      ProposalAnswer(message: UnsafeRawBufferPointer(rebasing: $0[..<received]))
    }
    guard let answer else { throw ErrorNumber(rawValue: EPROTO) }
    return answer
  }

  /// Ends a lease whose reply has not come: nothing is moved after that.
  ///
  /// A server that is moving bytes is waited for, at most a second, since it may have died meanwhile.
  /// One that is still moving bytes then is killed, where its process is known.
  func revoke(_ lease: PageLease) {
    for _ in 0..<1000 {
      if table.endUnlessBusy(lease) { return }
      usleep(1000)
    }
    // A stopped server would go on moving when the pages belong to somebody else.
    killServer()
    table.end(lease)
  }

  /// Kills the server and waits until its process has ended, at most a second.
  private func killServer() {
    guard process > 0, kill(process, SIGKILL) == 0 else { return }
    for _ in 0..<1000 {
      var information = siginfo_t()
      let status = waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT | WNOHANG)
      guard status == 0, information.si_signo != SIGCHLD else { return }
      usleep(1000)
    }
  }
}
