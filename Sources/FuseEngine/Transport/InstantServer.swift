internal import CLinuxFuse
package import Glibc

/// A server that says yes at once: it moves no byte, and answers READ and WRITE in full.
///
/// What calls cost against it is what the engine itself costs.
package final class InstantServer: Transport {
  private var header = fuse_in_header()
  private var size: UInt32 = 0

  /// Creates a server.
  package init() {}

  /// Takes note of what is asked.
  @inline(__always)
  package func send(_ message: UnsafeBufferPointer<iovec>) throws(TransportError) {
    guard let start = message[0].iov_base else { return }
    header = start.load(as: fuse_in_header.self)
    if header.opcode == Opcode.read.number || header.opcode == Opcode.write.number {
      size = message[1].iov_base?.load(as: fuse_write_in.self).size ?? 0
    }
  }

  /// Answers.
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
    case Opcode.initialise.number:
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
