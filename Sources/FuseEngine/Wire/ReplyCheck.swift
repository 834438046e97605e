internal import CLinuxFuse
internal import Glibc

/// The result in the header of a reply, by the rules of the kernel's `fuse_dev_do_write`.
enum ReplyOutcome {
  /// Success; this many bytes follow the header.
  case payload(Int)
  /// The server replied with an error.
  case refused(ErrorNumber)
}

extension fuse_out_header {
  /// Checks a reply of `received` bytes against the request that it answers.
  @inline(__always)
  func outcome(
    received: Int, to unique: UInt64, message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> ReplyOutcome {
    let headerBytes = MemoryLayout<fuse_out_header>.size
    guard received >= headerBytes, Int(len) == received, self.unique == unique,
      error <= 0, error > -1000, error == 0 || received == headerBytes
    else {
      throw .protocolBroken(
        request: Opcode.name(of: message),
        reason: explain(received: received, unique: unique))
    }
    return error == 0
      ? .payload(received - headerBytes) : .refused(ErrorNumber(rawValue: -error))
  }

  private func explain(received: Int, unique: UInt64) -> String {
    let headerBytes = MemoryLayout<fuse_out_header>.size
    if received < headerBytes { return "\(received) bytes are not a header" }
    if Int(len) != received { return "it says \(len) bytes and has \(received)" }
    if self.unique == 0 { return "a notification (code \(error)) in place of a reply" }
    if self.unique != unique { return "it answers request \(self.unique)" }
    if error > 0 || error <= -1000 { return "error \(error) is not a negative error number" }
    return "an error with \(received - headerBytes) bytes behind it"
  }
}
