import CFuse3
import Glibc

/// The ioctls of this server, whose letter is `p`.
///
/// They let a client take paths that need a server's help.
private enum Ioctl {
  /// Gives every byte back inverted; any size.
  static let invert: UInt32 = 1
  /// Retrieves what the kernel has cached: takes a ``Retrievals/Question``.
  static let retrieve: UInt32 = 2
  /// Tells what came back last: a ``Retrievals/Result``.
  static let retrieved: UInt32 = 3

  /// The command's number, nil where it is none of ours.
  static func number(of command: UInt32) -> UInt32? {
    command >> 8 & 0xFF == 0x70 ? command & 0xFF : nil
  }
}

extension fuse_lowlevel_ops {
  mutating func addIoctls() {
    ioctl = { raw, _, command, _, _, _, input, inBytes, outBytes in
      Request.handle(raw) { request throws(Errno) in
        let input = UnsafeRawBufferPointer(start: input, count: input == nil ? 0 : inBytes)
        switch Ioctl.number(of: command) {
        case Ioctl.invert where input.count == outBytes:
          let buffer = try request.fileSystem.buffers.current()
          guard outBytes <= buffer.count else { throw Errno(ENOMEM) }
          for (index, byte) in input.enumerated() { buffer[index] = ~byte }
          request.reply(ioctlData: UnsafeRawBufferPointer(rebasing: buffer[..<outBytes]))
        case Ioctl.retrieve where input.count == MemoryLayout<Retrievals.Question>.size:
          try request.fileSystem.retrievals.ask(
            input.loadUnaligned(as: Retrievals.Question.self))
          request.reply(ioctlData: UnsafeRawBufferPointer(start: nil, count: 0))
        case Ioctl.retrieved where outBytes == MemoryLayout<Retrievals.Result>.size:
          withUnsafeBytes(of: request.fileSystem.retrievals.last) {
            request.reply(ioctlData: $0)
          }
        default: throw Errno(ENOTTY)
        }
      }
    }
    retrieve_reply = { raw, _, _, _, buffers in
      Request.handle(raw) { request throws(Errno) in
        // Without splicing the whole answer lies in one piece of memory.
        let answer = try required(buffers).pointee
        guard answer.count == 1, answer.buf.flags.rawValue & FUSE_BUF_IS_FD.rawValue == 0 else {
          throw Errno(EIO)
        }
        request.fileSystem.retrievals.take(
          UnsafeRawBufferPointer(start: answer.buf.mem, count: answer.buf.size))
        request.replyNothing()
      }
    }
  }
}

extension Request {
  fileprivate func reply(ioctlData data: UnsafeRawBufferPointer) {
    fuse_reply_ioctl(raw, 0, data.baseAddress, data.count)
  }
}
