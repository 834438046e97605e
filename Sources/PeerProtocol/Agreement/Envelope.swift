/// What precedes each message to the server once a ``Proposal`` is accepted.
///
/// Behind it come ``inlineBytes`` bytes of the FUSE message, then the address ranges of the engine's
/// pages: first those that the server reads (the payload of a WRITE), then those that it writes (the
/// data of a READ's reply).
package struct Envelope: WireStructure, Hashable {
  package static let wireByteCount = 8

  /// Bytes of the FUSE message that follow.
  package let inlineBytes: UInt32
  /// The word of the ``LeaseTable`` that says whether the ranges may still be used.
  package let slot: UInt16
  /// The number of ranges that the server reads from.
  package let readRanges: UInt8
  /// The number of ranges that the server writes to.
  package let writtenRanges: UInt8

  /// Creates an envelope; all numbers must fit their fields.
  package init(inlineBytes: Int = 0, slot: UInt16 = 0, readRanges: Int = 0, writtenRanges: Int = 0)
  {
    self.inlineBytes = UInt32(inlineBytes)
    self.slot = slot
    self.readRanges = UInt8(readRanges)
    self.writtenRanges = UInt8(writtenRanges)
  }

  /// The number of all ranges.
  package var rangeCount: Int { Int(readRanges) + Int(writtenRanges) }

  /// Bytes of the whole message: envelope, FUSE message and ranges.
  package var messageByteCount: Int {
    Self.wireByteCount + Int(inlineBytes) + rangeCount * WireLayout.rangeByteCount
  }

  /// Whether a message is what its envelope says.
  ///
  /// - Parameters:
  ///   - received: Bytes of the message, the envelope included.
  ///   - room: Bytes that the receiver has for what follows the envelope.
  /// - Returns: False where the sizes do not add up, and where ranges come without the header of a
  ///   request or with a slot that does not exist.
  package func describes(received: Int, room: Int) -> Bool {
    guard received <= Self.wireByteCount + room, received == messageByteCount else { return false }
    return rangeCount == 0
      || Int(inlineBytes) >= RequestHeader.byteCount && Int(slot) < LeaseTable.count
  }
}
