package import PeerProtocol

/// The commands of ``ServerIoctl``, as the kernel and the request path take them.
extension ServerIoctl {
  /// Returns every byte inverted.
  package static func invert(_ byteCount: Int) -> IoctlCommand {
    command(.invert, byteCount: byteCount, takesData: true, givesData: true)
  }

  /// Asks the client for cached data by NOTIFY_RETRIEVE; takes a ``Retrieval``.
  package static let retrieve = command(
    .retrieve, byteCount: Retrieval.wireByteCount, takesData: true, givesData: false)

  /// Returns what the last NOTIFY_REPLY brought: a ``Retrieved``.
  package static let retrieved = command(
    .retrieved, byteCount: Retrieved.wireByteCount, takesData: false, givesData: true)

  /// Returns how many READs and WRITEs the server was sent: a ``RequestCounts``.
  package static let requestCounts = command(
    .requestCounts, byteCount: RequestCounts.wireByteCount, takesData: false, givesData: true)

  /// Starts a log of READs and WRITEs.
  package static let startLog = command(
    .startLog, byteCount: 0, takesData: false, givesData: false)

  /// Returns ``logEntries`` entries of the log; the data begins with the index of the first one.
  package static let readLog = command(
    .readLog, byteCount: logEntries * LoggedRequest.wireByteCount, takesData: true, givesData: true)

  private static func command(
    _ number: Number, byteCount: Int, takesData: Bool, givesData: Bool
  ) -> IoctlCommand {
    IoctlCommand(
      type: type, number: number.rawValue, byteCount: byteCount, takesData: takesData,
      givesData: givesData)
  }
}

extension ServerIoctl.Retrieval {
  /// Creates a request for `byteCount` bytes of a node from an offset on.
  package init(node: NodeID, offset: UInt64, byteCount: Int) {
    self.init(node: node.rawValue, offset: offset, byteCount: UInt64(byteCount))
  }
}
