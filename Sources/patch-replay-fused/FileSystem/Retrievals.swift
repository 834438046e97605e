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
  private let lastBytes: Mutex<[UInt8]> = Mutex([])

  /// Says how the kernel is asked: with a negative error number where it cannot be.
  func connect(_ ask: @escaping @Sendable (Question) -> Int32) {
    asking.withLock { $0 = ask }
  }

  /// Says that the kernel can no longer be asked.
  func disconnect() { asking.withLock { $0 = nil } }

  /// Asks the kernel for what it has cached; the answer comes later.
  func ask(_ question: Question) throws(Errno) {
    guard let ask = asking.withLock({ $0 }) else { throw Errno(ENOTTY) }
    let status = ask(question)
    guard status == 0 else { throw Errno(-status) }
  }

  /// Keeps an answer.
  func take(_ answer: UnsafeRawBufferPointer) {
    lastBytes.withLock { bytes in
      bytes.removeAll(keepingCapacity: true)
      bytes.append(contentsOf: answer)
    }
  }

  /// What the last answer was.
  var last: Result {
    lastBytes.withLock { bytes in bytes.withUnsafeBytes { Result(of: $0) } }
  }
}
