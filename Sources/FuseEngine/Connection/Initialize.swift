internal import CLinuxFuse

extension Connection {
  /// Negotiates the protocol: INIT.
  ///
  /// Does not offer the splice flags, so that the server uses plain reads and writes. The lower
  /// minor version of both sides is used, and the lower of each limit: a request has the 32 page slots
  /// of 2012, of which a server may allow fewer (`max_pages`). Limits that a later minor version than
  /// the server's introduced, or that depend on a flag that the server does not set, are ignored.
  ///
  /// - Throws: ``ConnectionError`` where the server refuses, uses another protocol, or sends a reply
  ///   that is not valid for its version.
  package mutating func initialize() throws(ConnectionError) {
    let background = transport as? any BackgroundTransport
    var offer = fuse_init_in()
    offer.major = UInt32(FUSE_KERNEL_VERSION)
    offer.minor = UInt32(FUSE_KERNEL_MINOR_VERSION)
    offer.max_readahead = UInt32(limits.readAheadPages * Limits.pageSize)
    offer.flags =
      (background == nil ? 0 : UInt32(FUSE_ASYNC_READ)) | UInt32(FUSE_BIG_WRITES)
      | UInt32(FUSE_MAX_PAGES)
    var answer = fuse_init_out()
    let bytes = try call(
      .initialize, node: NodeID(rawValue: 0), slots: design.slots.reserved, body: &offer,
      reply: &answer, atLeast: Self.initReplyBytes.min)
    guard answer.major == UInt32(FUSE_KERNEL_VERSION), answer.minor >= 1 else {
      throw .version(major: answer.major, minor: answer.minor)
    }
    // Up to 7.4, the reply ends behind the version; 7.5 introduced the limits.
    let hasLimits = answer.minor >= 5
    guard !hasLimits || bytes >= Self.initReplyBytes.withLimits else {
      throw .malformed(request: Opcode.initialize.name, bytes: bytes)
    }
    let flags = hasLimits ? answer.flags & offer.flags : 0
    agree(
      on: Session(
        limits: hasLimits
          ? limits.lowered(
            to: answer, hasPages: answer.minor >= 28 && flags & UInt32(FUSE_MAX_PAGES) != 0)
          : Limits(readBytes: limits.readBytes, writeBytes: Limits.pageSize),
        minorVersion: min(answer.minor, UInt32(FUSE_KERNEL_MINOR_VERSION)),
        hasBigWrites: flags & UInt32(FUSE_BIG_WRITES) != 0,
        background: flags & UInt32(FUSE_ASYNC_READ) != 0
          ? BackgroundQueue(depth: answer.minor >= 13 ? Int(answer.max_background) : 0) : nil,
        caller: caller))
  }

  /// Bytes of the reply to INIT: `FUSE_COMPAT_INIT_OUT_SIZE` and `FUSE_COMPAT_22_INIT_OUT_SIZE`.
  private static var initReplyBytes: (min: Int, withLimits: Int) {
    (Int(FUSE_COMPAT_INIT_OUT_SIZE), Int(FUSE_COMPAT_22_INIT_OUT_SIZE))
  }
}

extension Limits {
  /// Returns the lower of these limits and of those in the reply to INIT.
  fileprivate func lowered(to answer: fuse_init_out, hasPages: Bool) -> Limits {
    Limits(
      readBytes: readBytes, writeBytes: min(writeBytes, Int(answer.max_write)),
      pages: hasPages ? min(pages, Int(answer.max_pages)) : pages,
      readAheadPages: min(readAheadPages, Int(answer.max_readahead) / Limits.pageSize))
  }
}
