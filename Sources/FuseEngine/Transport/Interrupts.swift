internal import PeerProtocol
internal import CLinuxFuse
internal import Glibc

/// The requests under way that were interrupted, and what the server has said to that.
///
/// As in the kernel since 4.20: requests have even numbers, the INTERRUPT of one the odd number
/// behind it. It needs no answer; ENOSYS says that the server takes none, EAGAIN that it wants it
/// once more (Documentation/filesystems/fuse.rst, "Interrupting filesystem operations").
struct Interrupts: Sendable {
  /// Requests under way whose INTERRUPT has gone out.
  private var sent: Set<UInt64> = []
  /// Requests that are over, whose INTERRUPT may still be answered.
  private var over: Set<UInt64> = []
  private var isRefused = false

  /// The bit of a number that makes it an INTERRUPT's: `FUSE_INT_REQ_BIT`.
  private static let bit: UInt64 = 1

  /// Whether a message of the server's answers an INTERRUPT.
  static func isAnswered(by header: fuse_out_header) -> Bool { header.unique & bit != 0 }

  /// Whether a request is to be interrupted now: at most once, and not where the server takes none.
  mutating func begin(_ unique: UInt64) -> Bool {
    unique != 0 && !isRefused && sent.insert(unique).inserted
  }

  /// Takes back that a request was interrupted, since nothing could be sent.
  mutating func postpone(_ unique: UInt64) { sent.remove(unique) }

  /// Takes note that a request's reply has come.
  mutating func end(_ unique: UInt64) {
    if !sent.isEmpty, sent.remove(unique) != nil { over.insert(unique) }
  }

  /// Whether an answer to any INTERRUPT may come.
  var areOut: Bool { !sent.isEmpty || !over.isEmpty }

  /// Takes the answer to an INTERRUPT; what it answers may be over.
  ///
  /// - Parameters:
  ///   - header: The answer.
  ///   - received: Its bytes.
  ///   - message: The request that waits, for errors.
  /// - Returns: The request that is to be interrupted once more; nil where none is.
  /// - Throws: ``TransportError`` where it is no such answer.
  mutating func take(
    _ header: fuse_out_header, received: Int, during message: UnsafeBufferPointer<iovec>
  ) throws(TransportError) -> UInt64? {
    guard received == MemoryLayout<fuse_out_header>.size, Int(header.len) == received,
      -999...0 ~= header.error
    else {
      throw .protocolBroken(
        request: Opcode.name(of: message),
        reason: "an answer to INTERRUPT has \(received) bytes and error \(header.error)")
    }
    let unique = header.unique & ~Self.bit
    // As ENOENT, which the kernel tells the server of an answer that comes too late.
    guard sent.contains(unique) else {
      guard over.remove(unique) != nil else {
        throw .protocolBroken(
          request: Opcode.name(of: message),
          reason: "an answer to the INTERRUPT of request \(unique), which was not interrupted")
      }
      return nil
    }
    if header.error == -ENOSYS { isRefused = true }
    return header.error == -EAGAIN ? unique : nil
  }

  /// Whether a caller waits for a request where a signal reaches it: the kernel sends INIT and RELEASE
  /// in the background.
  static func reaches(_ header: fuse_in_header) -> Bool {
    ![Opcode.initialise, .release, .releasedir].contains { $0.number == header.opcode }
  }

  /// Sends the INTERRUPT of a request, and does not wait where there is no room.
  ///
  /// A local stream takes so few bytes whole or not at all.
  ///
  /// - Parameters:
  ///   - unique: The request's number.
  ///   - channel: The way to the server.
  ///   - lender: What makes messages to a server that reaches the engine's pages.
  /// - Returns: Whether it went out.
  static func send(_ unique: UInt64, on channel: Channel, _ lender: Lender?) -> Bool {
    var message = Message()
    message.header.len = UInt32(MemoryLayout<Message>.size)
    message.header.opcode = Opcode.interrupt.number
    message.header.unique = unique | bit
    message.body.unique = unique
    return withUnsafeMutablePointer(to: &message) { message in
      withUnsafePointer(to: iovec(message)) { part in
        let message = UnsafeBufferPointer(start: part, count: 1)
        return channel.send(lender?.whole(message) ?? message, waits: false) >= 0
      }
    }
  }

  private struct Message {
    var header = fuse_in_header()
    var body = fuse_interrupt_in()
  }
}
