internal import PeerProtocol

extension Channel {
  /// Creates the engine's end of the connection to a server, with what was agreed with it.
  convenience init(to descriptor: Int32, through access: PeerAccess?) {
    self.init(
      descriptor, end: .client, sharing: access?.pages,
      sliceMicroseconds: RequestDeadline.sliceMicroseconds)
  }
}
