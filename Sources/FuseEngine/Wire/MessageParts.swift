internal import Glibc

/// Reused room for the parts of one message and of its reply.
///
/// Not part of any design: it stands for the walk that the kernel's copy engine makes, and is
/// allocated once for a connection.
struct MessageParts: ~Copyable {
  /// Header, body and one part for each page.
  let request: UnsafeMutableBufferPointer<iovec>
  /// Header and one part for each page.
  let reply: UnsafeMutableBufferPointer<iovec>

  init() {
    request = .allocate(capacity: 2 + Limits.pagesPerRequest)
    reply = .allocate(capacity: 1 + Limits.pagesPerRequest)
    request.initialize(repeating: iovec())
    reply.initialize(repeating: iovec())
  }

  deinit {
    request.deallocate()
    reply.deallocate()
  }

  func requestParts(_ count: Int) -> UnsafeBufferPointer<iovec> {
    UnsafeBufferPointer(start: request.baseAddress, count: count)
  }

  func replyParts(_ count: Int) -> UnsafeBufferPointer<iovec> {
    UnsafeBufferPointer(start: reply.baseAddress, count: count)
  }
}

extension iovec {
  /// A part that covers one value of C layout.
  @inline(__always)
  init<Value>(_ value: UnsafeMutablePointer<Value>, bytes: Int = MemoryLayout<Value>.size) {
    self.init(iov_base: UnsafeMutableRawPointer(value), iov_len: bytes)
  }
}
