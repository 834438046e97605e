internal import CLinuxFuse

extension Connection {
  /// Negotiates the protocol: INIT.
  ///
  /// Offers neither the splice flags, so that the server uses plain reads and writes, nor
  /// MAX_PAGES, so that a request keeps the 32 pages of 2012; a server's `max_pages` without that
  /// flag means nothing. The lower minor version of both sides holds.
  ///
  /// - Throws: ``ConnectionError`` where the server refuses, speaks another protocol, or answers
  ///   what no server of its version answers.
  public mutating func initialise() throws(ConnectionError) {
    var offer = fuse_init_in()
    offer.major = UInt32(FUSE_KERNEL_VERSION)
    offer.minor = UInt32(FUSE_KERNEL_MINOR_VERSION)
    offer.max_readahead = UInt32(Limits.pagesPerRequest * Limits.pageSize)
    offer.flags = UInt32(FUSE_ASYNC_READ) | UInt32(FUSE_BIG_WRITES)
    var answer = fuse_init_out()
    let bytes = try call(
      .initialise, node: NodeID(rawValue: 0), slots: design.slots.reserved, body: &offer,
      reply: &answer, atLeast: Self.initReplyBytes.min)
    guard answer.major == UInt32(FUSE_KERNEL_VERSION), answer.minor >= 1 else {
      throw .version(major: answer.major, minor: answer.minor)
    }
    // Up to 7.4 the reply ends behind the version; `max_write` came with 7.5.
    let hasLimits = answer.minor >= 5
    guard !hasLimits || bytes >= Self.initReplyBytes.withLimits else {
      throw .malformed(request: Opcode.initialise.name, bytes: bytes)
    }
    let writeBytes = hasLimits ? Int(answer.max_write) : Limits.pageSize
    agree(
      on: Limits(readBytes: limits.readBytes, writeBytes: min(limits.writeBytes, writeBytes)),
      minorVersion: min(answer.minor, UInt32(FUSE_KERNEL_MINOR_VERSION)),
      hasBigWrites: hasLimits && answer.flags & UInt32(FUSE_BIG_WRITES) != 0)
  }

  /// Bytes of INIT's reply: `FUSE_COMPAT_INIT_OUT_SIZE` and `FUSE_COMPAT_22_INIT_OUT_SIZE`.
  private static var initReplyBytes: (min: Int, withLimits: Int) {
    (Int(FUSE_COMPAT_INIT_OUT_SIZE), Int(FUSE_COMPAT_22_INIT_OUT_SIZE))
  }
}
