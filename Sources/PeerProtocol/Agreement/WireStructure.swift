internal import Glibc

/// A structure that the engine and the bundled server exchange as raw bytes.
///
/// The fields lie in the order of declaration, in the byte order of the machine that both run on, and
/// fill the structure without padding. A structure is declared once, in this module: a field added
/// on one side only would be memory corruption on the other.
package protocol WireStructure: BitwiseCopyable, Sendable {
  /// Bytes of the structure in a message, as agreed.
  static var wireByteCount: Int { get }

  /// Whether the values are ones that the other side may send; by default, all are.
  var isWellFormed: Bool { get }
}

extension WireStructure {
  package var isWellFormed: Bool { true }

  /// Whether the compiler lays the structure out as agreed: every byte belongs to a field.
  package static var hasAgreedLayout: Bool {
    MemoryLayout<Self>.size == wireByteCount && MemoryLayout<Self>.stride == wireByteCount
  }

  /// Reads a message that consists of the structure alone; nil where it has another length, or values
  /// that the other side must not send.
  ///
  /// - Parameter message: The bytes received, of any alignment.
  package init?(message: UnsafeRawBufferPointer) {
    precondition(Self.hasAgreedLayout, "the layout of \(Self.self) differs from the agreement")
    guard message.count == Self.wireByteCount else { return nil }
    self = message.loadUnaligned(as: Self.self)
    guard isWellFormed else { return nil }
  }
}

/// The layout of all that the two sides exchange.
package enum WireLayout {
  /// Bytes of one address range in a message: where it starts, and its length, 64 bits each.
  package static let rangeByteCount = 16

  /// Whether the system's `struct iovec` is such a range, as on every 64-bit machine.
  package static var isNative: Bool { MemoryLayout<iovec>.stride == rangeByteCount }

  /// Traps where a structure is laid out in another way than agreed.
  ///
  /// Both sides call it before the first byte is exchanged. The optimizer removes it, since every
  /// condition is a constant.
  package static func check() {
    precondition(Proposal.hasAgreedLayout)
    precondition(ProposalAnswer.hasAgreedLayout)
    precondition(Envelope.hasAgreedLayout)
    precondition(ReplyHeader.hasAgreedLayout)
    precondition(ServerIoctl.Retrieval.hasAgreedLayout)
    precondition(ServerIoctl.Retrieved.hasAgreedLayout)
    precondition(ServerIoctl.RequestCounts.hasAgreedLayout)
    precondition(ServerIoctl.LoggedRequest.hasAgreedLayout)
  }
}
