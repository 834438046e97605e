import CLinuxFuse
import FuseEngine
import Glibc

/// A server that answers with what it was given, message by message.
final class ScriptedTransport: Transport {
  /// A reply: what its header says, where that differs from what is right, and its body.
  struct Reply {
    var length: Int?
    var error: Int32 = 0
    var unique: UInt64?
    var body: [UInt8] = []
  }

  private var replies: [Reply]
  private(set) var opcodes: [UInt32] = []
  private var lastUnique: UInt64 = 0

  init(_ replies: [Reply]) { self.replies = replies }

  static func bytes<Value>(of value: Value) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }

  func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    guard let header = message[0].iov_base?.load(as: fuse_in_header.self) else { return }
    opcodes.append(header.opcode)
    lastUnique = header.unique
  }

  func receive(
    _ parts: UnsafeBufferPointer<iovec>, notice: UnsafeBufferPointer<iovec>,
    answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival {
    guard !replies.isEmpty else { throw .serverGone(request: "nothing is left to answer") }
    let reply = replies.removeFirst()
    var header = fuse_out_header()
    header.len = UInt32(reply.length ?? MemoryLayout<fuse_out_header>.size + reply.body.count)
    header.error = reply.error
    header.unique = reply.unique ?? lastUnique
    var bytes = Self.bytes(of: header) + reply.body
    let count = bytes.count
    for part in header.unique == 0 ? notice : parts {
      guard let base = part.iov_base else { continue }
      let length = min(part.iov_len, bytes.count)
      bytes.withUnsafeBytes { source in
        if let start = source.baseAddress { memcpy(base, start, length) }
      }
      bytes.removeFirst(length)
    }
    return Arrival(unique: header.unique, bytes: count)
  }
}
