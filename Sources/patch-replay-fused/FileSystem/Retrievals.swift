import Glibc
import Synchronization

/// What the server asks of the kernel's page cache, and what came back last.
///
/// A client that wants to see how retrieving works asks for it by ioctl.
final class Retrievals: Sendable {
  /// What a retrieval brought; the layout is part of the ioctl.
  struct Result {
    /// Bytes that came.
    var byteCount: UInt64 = 0
    /// Their checksum: 64-bit FNV-1a.
    var checksum: UInt64 = 0

    init() {}

    init(of bytes: UnsafeRawBufferPointer) {
      byteCount = UInt64(bytes.count)
      checksum = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
  }

  /// What to ask for; the layout is part of the ioctl.
  struct Question {
    var node: UInt64
    var offset: UInt64
    var byteCount: UInt64
  }

  private let asking: Mutex<(@Sendable (Question) -> Int32)?> = Mutex(nil)
  private let state = Mutex(State())

  private struct State {
    /// Questions whose answers have not come.
    var unanswered = 0
    var lastBytes: [UInt8] = []
  }

  /// Milliseconds that an answer may be behind a request that was sent after it.
  private static let patience = 1000

  /// Says how the kernel is asked: with a negative error number where it cannot be.
  func connect(_ ask: @escaping @Sendable (Question) -> Int32) {
    asking.withLock { $0 = ask }
  }

  /// Says that the kernel can no longer be asked.
  func disconnect() { asking.withLock { $0 = nil } }

  /// Asks the kernel for what it has cached; the answer comes later.
  func ask(_ question: Question) throws(Errno) {
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

  /// What the last answer was.
  ///
  /// Where several threads serve, another one may still have an answer at hand that was sent before
  /// this was asked; a client that does not answer is not waited for without end.
  var last: Result {
    for _ in 0..<Self.patience where state.withLock({ $0.unanswered > 0 }) { usleep(1000) }
    return state.withLock { state in
      state.unanswered = 0
      return state.lastBytes.withUnsafeBytes { Result(of: $0) }
    }
  }
}
