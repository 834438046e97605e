internal import CLinuxFuse
public import Glibc

/// A server in memory for tests and for looking at requests: one endless file of known content.
///
/// It reads back a fixed pattern at every offset, answers in full, and checks that what is written
/// is that pattern, so every byte of every transfer is verified and none needs to be kept.
public final class PatternServer: Transport {
  /// A reply that differs from the full one.
  public struct Exception: Hashable, Sendable {
    /// What the server says in place of a full reply.
    public enum Answer: Hashable, Sendable {
      /// This many bytes, fewer or more than asked.
      case bytes(Int)
      /// An error.
      case error(ErrorNumber)
    }
    /// The number of the READ or WRITE, from 0, counted since the exception was set.
    public var request: Int
    /// What it says.
    public var answer: Answer

    /// Creates an exception.
    public init(request: Int, answer: Answer) {
      self.request = request
      self.answer = answer
    }
  }

  /// The one reply that differs; setting it starts the count of requests anew.
  public var exception: Exception? { didSet { transfers = 0 } }
  /// Whether any WRITE carried other bytes than the pattern.
  public private(set) var sawWrongData = false

  private var transfers = 0
  private let pattern: Pattern
  /// The name of the one file in the root.
  public let fileName: String

  /// Creates a server whose root holds one file.
  public init(fileName: String = "pattern") {
    self.fileName = fileName
    pattern = Pattern()
  }

  /// Carries a message to the server and its reply back.
  public func exchange(
    request: UnsafeBufferPointer<iovec>, reply: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Int {
    guard let header = request.first?.iov_base?.load(as: fuse_in_header.self) else {
      throw .protocolBroken(request: "a request", reason: "it has no header")
    }
    let answer: Answer
    switch header.opcode {
    case Opcode.read.number, Opcode.write.number:
      answer = transfer(isWrite: header.opcode == Opcode.write.number, request, reply)
    default:
      answer = describe(header.opcode, request, reply)
    }
    var replyHeader = fuse_out_header()
    replyHeader.unique = header.unique
    var bytes = MemoryLayout<fuse_out_header>.size
    switch answer {
    case .payload(let count): bytes += count
    case .refused(let error): replyHeader.error = -error.rawValue
    }
    replyHeader.len = UInt32(truncatingIfNeeded: bytes)
    reply[0].iov_base?.storeBytes(of: replyHeader, as: fuse_out_header.self)
    return bytes
  }

  private typealias Answer = ReplyOutcome

  private func transfer(
    isWrite: Bool, _ request: UnsafeBufferPointer<iovec>, _ reply: UnsafeBufferPointer<iovec>
  ) -> Answer {
    guard let body = request[1].iov_base?.loadUnaligned(as: fuse_read_in.self) else {
      return .refused(.inputOutput)
    }
    var bytes = Int(body.size)
    if let exception, exception.request == transfers {
      switch exception.answer {
      case .bytes(let count): bytes = count
      case .error(let error):
        transfers += 1
        return .refused(error)
      }
    }
    transfers += 1
    if isWrite {
      if !pattern.matches(request.dropFirst(2), at: body.offset) { sawWrongData = true }
      return store(fuse_write_out(size: UInt32(truncatingIfNeeded: bytes), padding: 0), reply)
    }
    pattern.fill(reply.dropFirst(), bytes: bytes, at: body.offset)
    return .payload(bytes)
  }

  private func describe(
    _ opcode: UInt32, _ request: UnsafeBufferPointer<iovec>, _ reply: UnsafeBufferPointer<iovec>
  ) -> Answer {
    switch opcode {
    case Opcode.initialise.number:
      var answer = fuse_init_out()
      answer.major = UInt32(FUSE_KERNEL_VERSION)
      answer.minor = UInt32(FUSE_KERNEL_MINOR_VERSION)
      answer.max_write = UInt32.max
      return store(answer, reply)
    case Opcode.lookup.number:
      guard let asked = request[1].iov_base, strcmp(asked, fileName) == 0 else {
        return .refused(ErrorNumber(rawValue: ENOENT))
      }
      var entry = fuse_entry_out()
      entry.nodeid = UInt64(FUSE_ROOT_ID) + 1
      entry.attr.size = UInt64(Int64.max)
      return store(entry, reply)
    case Opcode.getattr.number:
      var attributes = fuse_attr_out()
      attributes.attr.size = UInt64(Int64.max)
      return store(attributes, reply)
    case Opcode.open.number: return store(fuse_open_out(), reply)
    case Opcode.release.number, Opcode.destroy.number: return .payload(0)
    default: return .refused(ErrorNumber(rawValue: ENOSYS))
    }
  }

  private func store<Value>(_ value: Value, _ reply: UnsafeBufferPointer<iovec>) -> Answer {
    reply[1].iov_base?.storeBytes(of: value, as: Value.self)
    return .payload(MemoryLayout<Value>.size)
  }
}
