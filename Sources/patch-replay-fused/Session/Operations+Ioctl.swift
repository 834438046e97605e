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
  /// Tells how many READs and WRITEs there were: ``RequestLog/Counts``.
  static let counts: UInt32 = 4
  /// Starts a log of READs and WRITEs.
  static let startLog: UInt32 = 5
  /// Tells what is in the log, from the place on that comes first in the data; each piece is a
  /// ``RequestLog/Entry``, and one that is all zero is none.
  static let readLog: UInt32 = 6

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
        case Ioctl.counts where outBytes == MemoryLayout<RequestLog.Counts>.size:
          withUnsafeBytes(of: request.fileSystem.requests.counts) {
            request.reply(ioctlData: $0)
          }
        case Ioctl.startLog:
          request.fileSystem.requests.start()
          request.reply(ioctlData: UnsafeRawBufferPointer(start: nil, count: 0))
        case Ioctl.readLog where input.count >= 8 && outBytes > 0:
          try request.replyLog(from: Int(clamping: input.loadUnaligned(as: UInt64.self)), outBytes)
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
  /// Fills the reply with entries of the log, and with zeroes behind the last one.
  fileprivate func replyLog(from start: Int, _ byteCount: Int) throws(Errno) {
    let stride = MemoryLayout<RequestLog.Entry>.stride
    let entries = fileSystem.requests.entries(from: start, atMost: byteCount / stride)
    let buffer = try fileSystem.buffers.current()
    guard byteCount <= buffer.count else { throw Errno(ENOMEM) }
    let reply = UnsafeMutableRawBufferPointer(rebasing: buffer[..<byteCount])
    reply.initializeMemory(as: UInt8.self, repeating: 0)
    for (index, entry) in entries.enumerated() {
      reply.storeBytes(of: entry, toByteOffset: index * stride, as: RequestLog.Entry.self)
    }
    self.reply(ioctlData: UnsafeRawBufferPointer(reply))
  }

  fileprivate func reply(ioctlData data: UnsafeRawBufferPointer) {
    fuse_reply_ioctl(raw, 0, data.baseAddress, data.count)
  }
}
