internal import CLinuxFuse
internal import Glibc
internal import PeerProtocol

/// The interrupted requests under way, and the server's answers to their INTERRUPTs.
///
/// As in the kernel since 4.20, requests have even numbers, and an INTERRUPT has the number of its
/// request plus 1. It needs no answer; ENOSYS says that the server supports none, EAGAIN that it wants
/// the INTERRUPT again (Documentation/filesystems/fuse.rst, "Interrupting filesystem operations").
struct Interrupts: Sendable {
  /// Requests under way whose INTERRUPT was sent.
  private var sent: Set<UInt64> = []
  /// Finished requests whose INTERRUPT may still be answered.
  private var over: Set<UInt64> = []
  private var isRefused = false

  /// The bit that marks the number of an INTERRUPT: `FUSE_INT_REQ_BIT`.
  private static let bit: UInt64 = 1

  /// Whether a message from the server answers an INTERRUPT.
  static func isAnswered(by header: fuse_out_header) -> Bool { header.unique & bit != 0 }

  /// Records that a request is interrupted; returns false where it already is, or where the server
  /// supports no INTERRUPT.
  mutating func begin(_ unique: UInt64) -> Bool {
    unique != 0 && !isRefused && sent.insert(unique).inserted
  }

  /// Removes the record of an INTERRUPT that could not be sent, or is to be sent again.
  mutating func postpone(_ unique: UInt64) { sent.remove(unique) }

  /// Records that the reply to a request has arrived.
  mutating func end(_ unique: UInt64) {
    if !sent.isEmpty, sent.remove(unique) != nil { over.insert(unique) }
  }

  /// Whether an answer to any INTERRUPT may arrive.
  var areOut: Bool { !sent.isEmpty || !over.isEmpty }

  /// Handles the answer to an INTERRUPT, whose request may be finished.
  ///
  /// - Parameters:
  ///   - header: The answer.
  ///   - received: Bytes of the answer.
  ///   - message: The request that waits, for errors.
  /// - Returns: The request that is to be interrupted again; nil for none.
  /// - Throws: ``TransportError`` where the message is not a valid answer.
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
    // A late answer is ignored; the kernel returns ENOENT to the server.
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

  /// Whether a signal interrupts a request: not INIT and RELEASE, which the kernel sends in the
  /// background.
  static func reaches(_ header: fuse_in_header) -> Bool {
    ![Opcode.initialize, .release, .releasedir].contains { $0.number == header.opcode }
  }

  /// Sends the INTERRUPT of a request, without waiting for room.
  ///
  /// A local stream socket accepts so few bytes whole or not at all.
  ///
  /// - Parameters:
  ///   - unique: The request's number.
  ///   - channel: The connection to the server.
  ///   - writer: Writes messages to a server that reaches the engine's pages; nil for other servers.
  /// - Returns: Whether it was sent.
  static func send(_ unique: UInt64, on channel: Channel, _ writer: LeaseWriter?) -> Bool {
    var message = Message()
    message.header.len = UInt32(MemoryLayout<Message>.size)
    message.header.opcode = Opcode.interrupt.number
    message.header.unique = unique | bit
    message.body.unique = unique
    return withUnsafeMutablePointer(to: &message) { message in
      withUnsafePointer(to: iovec(message)) { part in
        let message = UnsafeBufferPointer(start: part, count: 1)
        return channel.send(writer?.whole(message) ?? message, waits: false) >= 0
      }
    }
  }

  private struct Message {
    var header = fuse_in_header()
    var body = fuse_interrupt_in()
  }
}
