internal import CLinuxFuse
internal import Glibc

extension Connection {
  /// Sends an ioctl, `fuse_do_ioctl`.
  ///
  /// The number of a restricted command gives the size of its data. An unrestricted one starts without
  /// data; the server then asks for memory by address, and the call is tried again with that, as CUSE
  /// allows. Scratch pages of an earlier try are kept, so that a request may carry more of them than it
  /// needs.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - file: The open file.
  ///   - memory: The caller's memory. A restricted command's data starts at its beginning;
  ///     addresses outside of it fault.
  ///   - isUnrestricted: Whether the server may ask for memory by address.
  /// - Returns: The server's result; or ENOMEM where more than 32 pages are needed, EIO where the
  ///   server breaks the protocol, EFAULT where it asks for memory that is not the caller's.
  /// - Throws: ``TransportError`` where the server is gone or does not answer.
  package mutating func ioctl(
    _ command: IoctlCommand, file: borrowing OpenFile, memory: UnsafeMutableRawBufferPointer,
    isUnrestricted: Bool = false
  ) throws(TransportError) -> TransferResult {
    let address = UInt64(UInt(bitPattern: memory.baseAddress))
    var attempt = IoctlAttempt(
      command: command, argument: address, isUnrestricted: isUnrestricted)
    if !isUnrestricted {
      attempt.input = [fuse_ioctl_iovec(base: address, len: UInt64(command.inBytes))]
      attempt.output = [fuse_ioctl_iovec(base: address, len: UInt64(command.outBytes))]
    }
    var held = 0
    while true {
      guard let inBytes = attempt.input.byteCount, let outBytes = attempt.output.byteCount else {
        return .failed(.outOfMemory)
      }
      held = max(held, SlotCounting.ioctl(inBytes: inBytes, outBytes: outBytes))
      guard held <= limits.pages else { return .failed(.outOfMemory) }
      guard scratch.gather(attempt.input, from: memory) else { return .failed(.badAddress) }
      let reply = try send(attempt, inBytes, outBytes, pages: held, file: file.handle)
      guard case .answered(let answer, let bytes) = reply else {
        return if case .refused(let error) = reply { .failed(error) } else { .failed(.inputOutput) }
      }
      guard answer.flags & UInt32(FUSE_IOCTL_RETRY) != 0 else {
        guard bytes <= outBytes else { return .failed(.inputOutput) }
        guard scratch.scatter(bytes, to: attempt.output, in: memory) else {
          return .failed(.badAddress)
        }
        // A result below −999 is not an error number.
        return answer.result > -1000
          ? TransferResult(Int(answer.result)) : .failed(.inputOutput)
      }
      guard isUnrestricted, attempt.take(answer, bytes: bytes, from: scratch.bytes) else {
        return .failed(.inputOutput)
      }
    }
  }

  private enum IoctlReply {
    case answered(fuse_ioctl_out, bytes: Int)
    case refused(ErrorNumber)
    case malformed
  }

  /// Sends one try in a request with all scratch pages held.
  private mutating func send(
    _ attempt: IoctlAttempt, _ inBytes: Int, _ outBytes: Int, pages: Int, file: FileHandle
  ) throws(TransportError) -> IoctlReply {
    guard
      let request = makeRequest(slots: design.slots.ioctl.slots(exact: pages))
    else { return .refused(.outOfMemory) }
    let fields = request.fields
    for page in 0..<pages {
      fields.pointee.append(scratch[page], offset: 0, length: Limits.pageSize, design)
    }
    var body = attempt.body(file, inBytes: inBytes, outBytes: outBytes)
    var answer = fuse_ioctl_out()
    fields.pointee.header = makeHeader(
      .ioctl, node: file.node,
      bytes: MemoryLayout<fuse_in_header>.size + MemoryLayout<fuse_ioctl_in>.size + inBytes)
    note(.ioctl, request: request, byteCount: inBytes, at: 0)
    let outcome = try withUnsafeMutablePointer(to: &body) {
      body throws(TransportError) -> ReplyOutcome in
      try withUnsafeMutablePointer(to: &answer) {
        answer throws(TransportError) -> ReplyOutcome in
        parts.request[0] = iovec(&fields.pointee.header)
        parts.request[1] = iovec(body)
        parts.reply[0] = iovec(&fields.pointee.reply)
        parts.reply[1] = iovec(answer)
        // The reply may be the list of memory for a retry instead of data: room for a page at least.
        let room = max(outBytes, Limits.pageSize)
        let sent = request.plan(inBytes, into: parts.request, from: 2, design)
        let asked = request.plan(room, into: parts.reply, from: 2, design)
        return try exchange(
          parts.requestParts(2 + sent), for: parts.replyParts(2 + asked), in: request)
      }
    }
    switch outcome {
    case .refused(let error): return .refused(error)
    case .payload(let bytes):
      let data = bytes - MemoryLayout<fuse_ioctl_out>.size
      guard data >= 0, data <= max(outBytes, Limits.pageSize) else { return .malformed }
      return .answered(answer, bytes: data)
    }
  }
}

extension Request {
  @inline(__always)
  borrowing func plan(
    _ byteCount: Int, into parts: UnsafeMutableBufferPointer<iovec>, from first: Int,
    _ design: EngineDesign
  ) -> Int {
    guard let start = parts.baseAddress else { return 0 }
    return fields.pointee.planCopy(of: byteCount, into: start + first, design)
  }
}
