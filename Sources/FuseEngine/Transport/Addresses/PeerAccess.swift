internal import PeerProtocol
internal import CLinuxFuse
internal import Glibc
internal import Synchronization

/// The agreement with a server that it moves payload between its memory and the engine's pages by
/// itself, once, with `process_vm_readv` and `process_vm_writev`, as the kernel does for `/dev/fuse`.
///
/// A page of words that both processes map says which requests lend pages: a word holds the number
/// of the request that lends, with a bit set while the server moves bytes. So a request that was
/// given up is not written to any more, as the kernel's `FR_LOCKED` has it.
///
/// Shared by all threads that talk to the server.
package final class PeerAccess: Sendable {
  /// The words, and rings of messages where the server uses them.
  let pages: SharedPages

  /// What a session by addresses begins with, on both sides; no FUSE message is that long.
  static let magic: UInt64 = 0x3173_6772_6461_FFFF
  /// The server's process; 0 where it is unknown.
  private let process: Int32
  /// Set while the server moves bytes.
  private static let busy: UInt64 = 1 << 63

  /// The engine's first message: where the cookie lies that the server reads and answers in place.
  private struct Hello {
    var magic = PeerAccess.magic
    var cookie: UInt64
    var cookieAddress: UInt64
    var wordsDescriptor: UInt64
  }

  /// The server's answer to it.
  private struct Answer {
    var magic: UInt64 = 0
    /// 0, or the number of the error that keeps the server from the engine's memory.
    var error: UInt64 = 0
  }

  /// Proposes the agreement to a server that was told to expect it, before the first request.
  ///
  /// - Parameters:
  ///   - descriptor: A SOCK_SEQPACKET socket whose other end the server has.
  ///   - process: The server's process number, 0 where it is unknown.
  ///   - timeoutSeconds: How long the server may take.
  ///   - caller: What makes the wait shorter when it comes; nil for nothing.
  /// - Throws: The error that keeps the server from this process's memory, ESRCH where the server
  ///   looks at another process, or the socket's error. The session goes on without.
  package init(
    proposingOn descriptor: Int32, to process: Int32, timeoutSeconds: Int = 30,
    caller: CallerSignal? = nil
  ) throws(ErrorNumber) {
    self.process = process
    guard MemoryLayout<iovec>.size == 2 * MemoryLayout<UInt64>.size else {
      throw ErrorNumber(rawValue: ENOSYS)
    }
    let shared = linux_shared_memory(SharedPages.byteCount)
    guard shared >= 0 else { throw ErrorNumber.current }
    defer { close(shared) }
    guard let pages = SharedPages(mapping: shared, byteCount: SharedPages.byteCount) else {
      throw ErrorNumber.current
    }
    self.pages = pages
    if process > 0 { linux_allow_memory_access(process) }
    try Self.greet(
      descriptor, sharing: shared, Patience(seconds: timeoutSeconds, caller: caller))
  }

  private static func greet(
    _ descriptor: Int32, sharing shared: Int32, _ patience: Patience
  ) throws(ErrorNumber) {
    let secret = UInt64.random(in: 1 ... .max)
    let cookie = UnsafeMutablePointer<Atomic<UInt64>>.allocate(capacity: 1)
    cookie.initialize(to: Atomic(secret))
    defer { cookie.deallocate() }
    var hello = Hello(
      cookie: secret, cookieAddress: UInt64(UInt(bitPattern: cookie)),
      wordsDescriptor: UInt64(shared))
    Patience.slice(descriptor)
    guard send(descriptor, &hello, MemoryLayout<Hello>.size, Int32(MSG_NOSIGNAL)) >= 0 else {
      throw ErrorNumber.current
    }
    var answer = Answer()
    var received: Int
    repeat {
      received = recv(descriptor, &answer, MemoryLayout<Answer>.size, 0)
    } while received < 0
      && (errno == EINTR || errno == EAGAIN && patience.error("the proposal") == nil)
    guard received >= 0 else { throw ErrorNumber.current }
    guard received == MemoryLayout<Answer>.size, answer.magic == magic else {
      throw ErrorNumber(rawValue: EPROTO)
    }
    guard answer.error == 0 else {
      throw ErrorNumber(rawValue: Int32(clamping: answer.error))
    }
    // What the server leaves there shows that it reaches this process, in both directions.
    guard cookie.pointee.load(ordering: .acquiring) == ~secret else {
      throw ErrorNumber(rawValue: ESRCH)
    }
  }

  /// Takes a word for a request; nil where another request has it, which then lends nothing.
  func take(_ unique: UInt64) -> UInt16? {
    // The number's high bits are the job's, its low ones count in steps of two.
    let slot =
      Int(truncatingIfNeeded: (unique >> 1) ^ (unique >> 48) &* 61) & (SharedPages.wordCount - 1)
    let taken = pages.words[slot].compareExchange(
      expected: 0, desired: unique, ordering: .acquiringAndReleasing
    ).exchanged
    return taken ? UInt16(slot) : nil
  }

  /// Ends a lease whose reply has come.
  func end(_ lease: Lease) { pages.words[Int(lease.slot)].store(0, ordering: .releasing) }

  /// Ends a lease whose reply has not come: nothing is moved after that.
  ///
  /// A server that is moving bytes is waited for, at most a second: it may have died while it was. One
  /// that still is then is ended, where its process is known.
  func revoke(_ lease: Lease) {
    let word = pages.words + Int(lease.slot)
    for _ in 0..<1000 {
      let found = word.pointee.compareExchange(
        expected: lease.unique, desired: 0, ordering: .acquiringAndReleasing)
      guard !found.exchanged, found.original == lease.unique | Self.busy else { return }
      usleep(1000)
    }
    // It may be stopped in the middle, and would go on when the pages are somebody else's.
    stopServer()
    end(lease)
  }

  /// Ends a server that is moving bytes which nobody waits for, and waits for that.
  private func stopServer() {
    guard process > 0, kill(process, SIGKILL) == 0 else { return }
    for _ in 0..<1000 {
      var information = siginfo_t()
      let status = waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT | WNOHANG)
      guard status == 0, information.si_signo != SIGCHLD else { return }
      usleep(1000)
    }
  }
}

/// Pages of a request that the server may reach until its reply comes.
struct Lease: Sendable {
  /// The word that says so.
  let slot: UInt16
  /// The request's number.
  let unique: UInt64
  /// Bytes of the pages that the reply's data goes to; 0 where it comes through the socket.
  let replyBytes: Int
}
