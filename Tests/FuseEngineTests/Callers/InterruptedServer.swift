import CLinuxFuse
import Foundation
import FuseEngine

/// A server that keeps each GETATTR until it is interrupted, on messages or on a stream; those of
/// job 2 it answers at once.
final class InterruptedServer: Sendable {
  /// What it does when an INTERRUPT comes.
  enum Answer: Sendable {
    /// Answers the request itself with EINTR.
    case refuseRequest
    /// Answers the INTERRUPT with an error, then waits for the next one.
    case answerInterrupt(Int32)
    /// Answers the INTERRUPT with bytes that are no answer.
    case answerBytes([UInt8])
    /// Answers the request as if nothing had come, and the INTERRUPT after that.
    case answerBoth(Int32)
    /// Goes on waiting.
    case nothing
  }

  struct Interrupt: Equatable, Sendable {
    let header: [UInt8]
    let request: UInt64
  }

  /// Whether it sends notifications without a pause until an INTERRUPT comes.
  private let isChatty: Bool
  private let descriptor: Int32
  private let script: [Answer]
  private let caller: CallerSignal
  private let seen = Found<Interrupt>()
  private let held = Found<UInt64>()

  /// Raises the signal as soon as it holds a request.
  init(
    descriptor: Int32, script: [Answer], raising caller: CallerSignal, isChatty: Bool = false
  ) {
    self.isChatty = isChatty
    self.descriptor = descriptor
    self.script = script
    self.caller = caller
  }

  var interrupts: [Interrupt] { seen.all }

  func run() {
    var message = [UInt8](repeating: 0, count: 1 << 16)
    // What is sent at once may come at once on a stream.
    var pending: [UInt8] = []
    while true {
      let count = recv(descriptor, &message, message.count, 0)
      guard count > 0 else { break }
      pending += message[..<count]
      while pending.count >= 40 {
        let header = pending.withUnsafeBytes { $0.loadUnaligned(as: fuse_in_header.self) }
        guard pending.count >= Int(header.len) else { break }
        take(header, Array(pending[..<Int(header.len)]))
        pending.removeFirst(Int(header.len))
      }
    }
    close(descriptor)
  }

  private func take(_ header: fuse_in_header, _ bytes: [UInt8]) {
    switch header.opcode {
    case FUSE_INIT.rawValue:
      var answer = fuse_init_out()
      answer.major = 7
      answer.minor = 31
      reply(header.unique, 0, ScriptedTransport.bytes(of: answer))
    case FUSE_GETATTR.rawValue:
      // A second one is answered, so that a connection can go on.
      let isOthers = header.unique >> 48 == 2
      if !isOthers, held.all.isEmpty || caller.isPending {
        held.append(header.unique)
        caller.raise()
        if isChatty { chat() }
      } else {
        answer(header.unique)
      }
    case FUSE_INTERRUPT.rawValue:
      let request = bytes[40...].withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
      let index = seen.all.count
      seen.append(Interrupt(header: Array(bytes[..<40]), request: request))
      perform(index < script.count ? script[index] : .nothing, request)
    default: break
    }
  }

  private func perform(_ answer: Answer, _ request: UInt64) {
    switch answer {
    case .refuseRequest: reply(request, -EINTR, [])
    case .answerInterrupt(let error): reply(request | 1, -error, [])
    case .answerBytes(let bytes): reply(request | 1, 0, bytes)
    case .answerBoth(let error):
      self.answer(request)
      reply(request | 1, -error, [])
    case .nothing: break
    }
  }

  /// Sends notifications of a poll, which ask for nothing, until it is interrupted.
  private func chat() {
    Thread.detachNewThread { [self] in
      while interrupts.isEmpty {
        reply(0, Int32(FUSE_NOTIFY_POLL.rawValue), ScriptedTransport.bytes(of: UInt64(0)))
        usleep(1000)
      }
    }
  }

  /// Answers a request that it holds, or will not.
  func answer(_ unique: UInt64) {
    var answer = fuse_attr_out()
    answer.attr.size = unique
    reply(unique, 0, ScriptedTransport.bytes(of: answer))
  }

  private func reply(_ unique: UInt64, _ error: Int32, _ body: [UInt8]) {
    let head = fuse_out_header(len: UInt32(16 + body.count), error: error, unique: unique)
    let bytes = ScriptedTransport.bytes(of: head) + body
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}
