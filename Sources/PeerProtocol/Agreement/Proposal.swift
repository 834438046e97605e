/// The engine's first message to a server: the offer to let it read and write the engine's memory.
///
/// The server reads the cookie at its address, writes the answer to it in the same place, and so
/// shows that it reaches the engine's memory in both directions. Then it replies with a
/// ``ProposalAnswer``.
package struct Proposal: WireStructure, Hashable {
  /// The first 8 bytes of both messages.
  ///
  /// In the header of a FUSE message they would be a length of 1,684,144,127 bytes, so that no request
  /// can be mistaken for a proposal.
  package static let magic: UInt64 = 0x3173_6772_6461_FFFF
  package static let wireByteCount = 32

  private let magic: UInt64
  /// A random number, which the server finds at ``cookieAddress``.
  package let cookie: UInt64
  /// Where the cookie lies in the engine's memory.
  package let cookieAddress: UInt64
  /// The engine's descriptor of the memory to share, a ``SharedPages``.
  package let pagesDescriptor: UInt64

  package init(cookie: UInt64, cookieAddress: UInt64, pagesDescriptor: UInt64) {
    magic = Self.magic
    self.cookie = cookie
    self.cookieAddress = cookieAddress
    self.pagesDescriptor = pagesDescriptor
  }

  package var isWellFormed: Bool { magic == Self.magic }

  /// What the server writes in the place of a cookie.
  package static func answer(to cookie: UInt64) -> UInt64 { ~cookie }
}

/// The server's reply to a ``Proposal``.
package struct ProposalAnswer: WireStructure, Hashable {
  package static let wireByteCount = 16

  private let magic: UInt64
  private let error: UInt64

  /// Creates an answer.
  ///
  /// - Parameter errorNumber: The `errno` that keeps the server from the engine's memory; 0 where
  ///   nothing does and all further messages have an ``Envelope``.
  package init(errorNumber: Int32 = 0) {
    magic = Proposal.magic
    error = UInt64(errorNumber)
  }

  package var isWellFormed: Bool { magic == Proposal.magic }

  /// The `errno` that keeps the server from the engine's memory; 0 where nothing does.
  package var errorNumber: Int32 { Int32(clamping: error) }
}
