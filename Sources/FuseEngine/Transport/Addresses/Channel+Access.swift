internal import PeerProtocol

extension Channel {
  /// Makes the engine's end of the way to a server, through what was agreed with it.
  convenience init(to descriptor: Int32, through access: PeerAccess?) {
    self.init(
      descriptor, end: .client, sharing: access?.pages,
      sliceMicroseconds: Patience.sliceMicroseconds)
  }
}
