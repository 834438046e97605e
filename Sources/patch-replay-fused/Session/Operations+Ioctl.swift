import CFuse3
import Glibc
import PeerProtocol

extension fuse_lowlevel_ops {
  mutating func addIoctls() {
    ioctl = { raw, _, command, _, _, _, input, inBytes, outBytes in
      Request.handle(raw) { request throws(Errno) in
        let input = UnsafeRawBufferPointer(start: input, count: input == nil ? 0 : inBytes)
        switch ServerIoctl.Number(command: command) {
        case .invert where input.count == outBytes:
          let buffer = try request.fileSystem.buffers.current()
          guard outBytes <= buffer.count else { throw Errno(ENOMEM) }
          for (index, byte) in input.enumerated() { buffer[index] = ~byte }
          request.reply(ioctlData: UnsafeRawBufferPointer(rebasing: buffer[..<outBytes]))
        case .retrieve:
          guard let retrieval = ServerIoctl.Retrieval(message: input) else { throw Errno(ENOTTY) }
          try request.fileSystem.retrievals.ask(retrieval)
          request.reply(ioctlData: UnsafeRawBufferPointer(start: nil, count: 0))
        case .retrieved where outBytes == ServerIoctl.Retrieved.wireByteCount:
          withUnsafeBytes(of: request.fileSystem.retrievals.last) {
            request.reply(ioctlData: $0)
          }
        case .requestCounts where outBytes == ServerIoctl.RequestCounts.wireByteCount:
          withUnsafeBytes(of: request.fileSystem.requests.counts) {
            request.reply(ioctlData: $0)
          }
        case .startLog:
          request.fileSystem.requests.start()
          request.reply(ioctlData: UnsafeRawBufferPointer(start: nil, count: 0))
        case .readLog where input.count >= MemoryLayout<UInt64>.size && outBytes > 0:
          try request.replyLog(from: Int(clamping: input.loadUnaligned(as: UInt64.self)), outBytes)
        default: throw Errno(ENOTTY)
        }
      }
    }
    retrieve_reply = { raw, _, _, _, buffers in
      Request.handle(raw) { request throws(Errno) in
        // Without splicing, the answer lies in one buffer.
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
  /// Fills the reply with entries of the log, and with zeros behind the last one.
  fileprivate func replyLog(from start: Int, _ byteCount: Int) throws(Errno) {
    let stride = MemoryLayout<ServerIoctl.LoggedRequest>.stride
    let entries = fileSystem.requests.entries(from: start, atMost: byteCount / stride)
    let buffer = try fileSystem.buffers.current()
    guard byteCount <= buffer.count else { throw Errno(ENOMEM) }
    let reply = UnsafeMutableRawBufferPointer(rebasing: buffer[..<byteCount])
    reply.initializeMemory(as: UInt8.self, repeating: 0)
    for (index, entry) in entries.enumerated() {
      reply.storeBytes(of: entry, toByteOffset: index * stride, as: ServerIoctl.LoggedRequest.self)
    }
    self.reply(ioctlData: UnsafeRawBufferPointer(reply))
  }

  fileprivate func reply(ioctlData data: UnsafeRawBufferPointer) {
    fuse_reply_ioctl(raw, 0, data.baseAddress, data.count)
  }
}
