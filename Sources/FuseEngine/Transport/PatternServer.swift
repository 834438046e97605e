internal import CLinuxFuse
package import Glibc
package import PeerProtocol

/// A server in memory for tests and for traces of requests: one endless file of known content.
///
/// It returns a fixed pattern at every offset, answers in full, and checks that written data is that
/// pattern, so every byte of every transfer is verified and none is stored. It also implements
/// ``ServerIoctl``, as the bundled server does.
package final class PatternServer: Transport {
  /// A reply that differs from a full one.
  package struct Exception: Hashable, Sendable {
    /// What the server replies instead.
    package enum Answer: Hashable, Sendable {
      /// This many bytes, fewer or more than asked.
      case bytes(Int)
      /// An error.
      case error(ErrorNumber)
    }
    /// The number of the READ or WRITE, from 0, counted since the exception was set.
    package var request: Int
    /// What the server replies to it.
    package var answer: Answer

    /// Creates an exception.
    package init(request: Int, answer: Answer) {
      self.request = request
      self.answer = answer
    }
  }

  /// The one reply that differs; setting it starts the count of requests anew.
  package var exception: Exception? { didSet { transfers = 0 } }
  /// Whether any WRITE carried other bytes than the pattern.
  package private(set) var sawWrongData = false

  /// The data of the last NOTIFY_REPLY.
  package internal(set) var lastRetrieved = ServerIoctl.Retrieved()
  /// The file's size in bytes, as LOOKUP and GETATTR return it.
  package var fileSize = UInt64(Int64.max)
  /// Bytes of data that the server requests of an unrestricted ioctl by a retry.
  package var unrestrictedBytes = 0
  /// Flags that INIT answers with.
  package var initFlags = UInt32(FUSE_BIG_WRITES)

  private var transfers = 0
  var answers: [Answer] = []
  let pattern: Pattern
  /// The name of the one file in the root.
  package let fileName: String

  /// Creates a server whose root holds one file.
  package init(fileName: String = "pattern") {
    self.fileName = fileName
    pattern = Pattern()
  }

  /// Handles a message and queues the reply, behind a notification where the message asks for one.
  package func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    guard let header = message.first?.iov_base?.load(as: fuse_in_header.self) else {
      throw .protocolBroken(request: "a request", reason: "it has no header")
    }
    switch header.opcode {
    case Opcode.read.number, Opcode.write.number:
      answers.append(transfer(header, message))
    case Opcode.ioctl.number: answers += ioctl(header, message)
    case Opcode.notifyReply.number: takeRetrieved(message)
    case Opcode.forget.number, Opcode.interrupt.number: break
    default: answers.append(describe(header, message))
    }
  }

  /// Delivers the next reply or notification.
  package func receive(
    _ reply: UnsafeBufferPointer<iovec>, notice: UnsafeBufferPointer<iovec>,
    answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival {
    guard !answers.isEmpty else { throw .serverGone(request: Opcode.name(of: message)) }
    let answer = answers.removeFirst()
    let reply = answer.unique == 0 ? notice : reply
    var header = fuse_out_header()
    header.unique = answer.unique
    header.error = answer.error
    let count = answer.error < 0 ? 0 : answer.byteCount
    let bytes = MemoryLayout<fuse_out_header>.size + count
    header.len = UInt32(truncatingIfNeeded: bytes)
    reply[0].iov_base?.storeBytes(of: header, as: fuse_out_header.self)
    let arrival = Arrival(unique: answer.unique, bytes: bytes)
    guard answer.error >= 0 else { return arrival }
    switch answer.content {
    case .pattern(let offset): pattern.fill(reply.dropFirst(), bytes: count, at: offset)
    case .written(let count):
      reply[1].iov_base?.storeBytes(
        of: fuse_write_out(size: count, padding: 0), as: fuse_write_out.self)
    case .bytes(let content):
      var done = 0
      content.withUnsafeBytes { content in
        for part in reply.dropFirst() {
          guard let base = part.iov_base, let source = content.baseAddress else { continue }
          let length = min(part.iov_len, content.count - done)
          memcpy(base, source + done, length)
          done += length
        }
      }
    }
    return arrival
  }

  /// A queued reply or notification.
  struct Answer {
    /// What follows the header.
    enum Content {
      case pattern(offset: UInt64)
      case written(UInt32)
      case bytes([UInt8])
    }
    var unique: UInt64
    var error: Int32 = 0
    var byteCount: Int
    var content: Content

    static func refusal(_ header: fuse_in_header, _ error: Int32) -> Answer {
      Answer(unique: header.unique, error: -error, byteCount: 0, content: .bytes([]))
    }

    static func value<Value>(_ header: fuse_in_header, _ value: Value) -> Answer {
      let bytes = withUnsafeBytes(of: value) { Array($0) }
      return Answer(unique: header.unique, byteCount: bytes.count, content: .bytes(bytes))
    }
  }

  private func transfer(
    _ header: fuse_in_header, _ message: UnsafeBufferPointer<iovec>
  ) -> Answer {
    guard let body = message[1].iov_base?.loadUnaligned(as: fuse_read_in.self) else {
      return .refusal(header, EIO)
    }
    defer { transfers += 1 }
    var bytes = Int(body.size)
    if let exception, exception.request == transfers {
      switch exception.answer {
      case .bytes(let count): bytes = count
      case .error(let error): return .refusal(header, error.rawValue)
      }
    }
    guard header.opcode == Opcode.write.number else {
      return Answer(
        unique: header.unique, byteCount: bytes, content: .pattern(offset: body.offset))
    }
    if !pattern.matches(message.dropFirst(2), at: body.offset) { sawWrongData = true }
    return Answer(
      unique: header.unique, byteCount: MemoryLayout<fuse_write_out>.size,
      content: .written(UInt32(truncatingIfNeeded: bytes)))
  }
}
