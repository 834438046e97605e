internal import CLinuxFuse
package import Glibc

/// A server in memory that answers READ and WRITE in full at once and moves no data.
///
/// The time of a call against it is the engine's own time.
package final class InstantServer: Transport {
  private var header = fuse_in_header()
  private var size: UInt32 = 0

  /// Creates a server.
  package init() {}

  /// Keeps the header, and the size of a READ or WRITE.
  @inline(__always)
  package func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    guard let start = message[0].iov_base else { return }
    header = start.load(as: fuse_in_header.self)
    if header.opcode == Opcode.read.number || header.opcode == Opcode.write.number {
      size = message[1].iov_base?.load(as: fuse_write_in.self).size ?? 0
    }
  }

  /// Answers the last message.
  @inline(__always)
  package func receive(
    _ reply: UnsafeBufferPointer<iovec>, notice: UnsafeBufferPointer<iovec>,
    answering message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> Arrival {
    var bytes = MemoryLayout<fuse_out_header>.size
    switch header.opcode {
    case Opcode.read.number: bytes += Int(size)
    case Opcode.write.number:
      bytes += MemoryLayout<fuse_write_out>.size
      reply[1].iov_base?.storeBytes(
        of: fuse_write_out(size: size, padding: 0), as: fuse_write_out.self)
    case Opcode.initialize.number:
      var answer = fuse_init_out()
      answer.major = UInt32(FUSE_KERNEL_VERSION)
      answer.minor = UInt32(FUSE_KERNEL_MINOR_VERSION)
      answer.max_write = UInt32.max
      answer.max_readahead = UInt32.max
      bytes += store(answer, reply)
    case Opcode.lookup.number:
      var entry = fuse_entry_out()
      entry.nodeid = UInt64(FUSE_ROOT_ID) + 1
      bytes += store(entry, reply)
    case Opcode.open.number: bytes += store(fuse_open_out(), reply)
    default: break
    }
    reply[0].iov_base?.storeBytes(
      of: fuse_out_header(len: UInt32(bytes), error: 0, unique: header.unique),
      as: fuse_out_header.self)
    return Arrival(unique: header.unique, bytes: bytes)
  }

  private func store<Value>(_ value: Value, _ reply: UnsafeBufferPointer<iovec>) -> Int {
    reply[1].iov_base?.storeBytes(of: value, as: Value.self)
    return MemoryLayout<Value>.size
  }
}
