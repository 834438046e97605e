internal import CLinuxFuse
internal import Glibc

/// Reused memory for the parts of one message and of its reply.
///
/// Not part of any design: the parts stand for the kernel's copy loop, and are allocated once for a
/// connection.
struct MessageParts: ~Copyable {
  /// Header, body and one part for each page.
  let request: UnsafeMutableBufferPointer<iovec>
  /// Header, body, one part for each page and the tail.
  let reply: UnsafeMutableBufferPointer<iovec>
  /// The parts of NOTIFY_REPLY, which is sent while another request waits for its reply.
  let notifyReply: UnsafeMutablePointer<iovec>
  /// The parts of a notification: header and rest.
  let notice: UnsafeMutableBufferPointer<iovec>
  /// The header of a notification.
  let noticeHeader: UnsafeMutablePointer<fuse_out_header>
  /// Room for messages longer than the expected reply: a notification, or a reply that is too long.
  private let tail: UnsafeMutableRawPointer

  /// Bytes of the tail: a NOTIFY_STORE of a full request, with its headers.
  private static let tailBytes = (Limits.pagesPerRequest + 1) * Limits.pageSize

  init() {
    request = .allocate(capacity: 2 + Limits.pagesPerRequest)
    reply = .allocate(capacity: 3 + Limits.pagesPerRequest)
    request.initialize(repeating: iovec())
    reply.initialize(repeating: iovec())
    notifyReply = .allocate(capacity: 2 + Limits.pagesPerRequest)
    notifyReply.initialize(repeating: iovec(), count: 2 + Limits.pagesPerRequest)
    tail = .allocate(byteCount: Self.tailBytes, alignment: Limits.pageSize)
    noticeHeader = .allocate(capacity: 1)
    noticeHeader.initialize(to: fuse_out_header())
    notice = .allocate(capacity: 2)
    notice.initialize(repeating: iovec())
    notice[0] = iovec(noticeHeader)
    notice[1] = tailPart
  }

  deinit {
    request.deallocate()
    reply.deallocate()
    notifyReply.deallocate()
    notice.deallocate()
    noticeHeader.deallocate()
    tail.deallocate()
  }

  func requestParts(_ count: Int) -> UnsafeBufferPointer<iovec> {
    UnsafeBufferPointer(start: request.baseAddress, count: count)
  }

  /// The first parts of the reply, with the tail behind them.
  func replyParts(_ count: Int) -> UnsafeBufferPointer<iovec> {
    reply[count] = tailPart
    return UnsafeBufferPointer(start: reply.baseAddress, count: count + 1)
  }

  /// The last part of a reply, behind the parts for the expected data.
  var tailPart: iovec { iovec(iov_base: tail, iov_len: Self.tailBytes) }
}

extension iovec {
  /// Creates a part that covers one value of C layout.
  @inline(__always)
  init<Value>(_ value: UnsafeMutablePointer<Value>, bytes: Int = MemoryLayout<Value>.size) {
    self.init(iov_base: UnsafeMutableRawPointer(value), iov_len: bytes)
  }
}

extension UnsafeBufferPointer<iovec> {
  /// Copies bytes out of a message in parts; returns the number of bytes copied.
  @discardableResult
  func copy(
    from start: Int, into target: UnsafeMutableRawPointer, bytes count: Int, of received: Int
  ) -> Int {
    var position = 0
    var copied = 0
    for part in self {
      let from = Swift.max(start + copied, position)
      let to = Swift.min(position + part.iov_len, start + count, received)
      if from < to, let base = part.iov_base {
        memcpy(target + (from - start), base + (from - position), to - from)
        copied = to - start
      }
      position += part.iov_len
    }
    return copied
  }
}
