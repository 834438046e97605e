import Glibc
import PeerProtocol
import Synchronization

/// The server's requests for data in the client's page cache (NOTIFY_RETRIEVE), and the last answer.
///
/// A client asks for them by ioctl.
final class Retrievals: Sendable {
  private let asking: Mutex<(@Sendable (ServerIoctl.Retrieval) -> Int32)?> = Mutex(nil)
  private let state = Mutex(State())

  private struct State {
    /// Requests without an answer so far.
    var unanswered = 0
    var lastBytes: [UInt8] = []
  }

  /// Milliseconds to wait for an answer that another thread is still handling.
  private static let answerTimeoutMilliseconds = 1000

  /// Sets how the client is asked; the function returns 0 or a negative error number.
  func connect(_ ask: @escaping @Sendable (ServerIoctl.Retrieval) -> Int32) {
    asking.withLock { $0 = ask }
  }

  /// Ends asking: the client is no longer there.
  func disconnect() { asking.withLock { $0 = nil } }

  /// Asks the client for cached data; the answer comes later.
  ///
  /// - Throws: The error of the function that asks; `ENOTTY` where the client cannot be asked.
  func ask(_ question: ServerIoctl.Retrieval) throws(Errno) {
    guard let ask = asking.withLock({ $0 }) else { throw Errno(ENOTTY) }
    state.withLock { $0.unanswered += 1 }
    let status = ask(question)
    guard status == 0 else {
      state.withLock { $0.unanswered -= 1 }
      throw Errno(-status)
    }
  }

  /// Keeps an answer.
  func take(_ answer: UnsafeRawBufferPointer) {
    state.withLock { state in
      state.lastBytes.removeAll(keepingCapacity: true)
      state.lastBytes.append(contentsOf: answer)
      state.unanswered = max(0, state.unanswered - 1)
    }
  }

  /// The last answer.
  ///
  /// Where several threads serve, another one may still be handling an answer that was sent before this
  /// was asked, so unanswered requests are waited for, but not longer than a second.
  var last: ServerIoctl.Retrieved {
    for _ in 0..<Self.answerTimeoutMilliseconds where state.withLock({ $0.unanswered > 0 }) {
      usleep(1000)
    }
    return state.withLock { state in
      state.unanswered = 0
      return state.lastBytes.withUnsafeBytes { ServerIoctl.Retrieved(of: $0) }
    }
  }
}
