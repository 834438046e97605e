/// What one call's trace prints in the kernel lane.
public struct KernelTraceLine: Codable, Hashable, Sendable {
  /// `read` or `write`.
  public var op: String
  /// Where in the file.
  public var offset: UInt64
  /// Bytes or the negative error number.
  public var result: Int
  /// The requests that the server was sent, in order.
  public var requests: [KernelTraceRequest]

  /// Creates the value from its parts.
  public init(
    op: String, offset: UInt64, result: Int, requests: [KernelTraceRequest]
  ) {
    self.op = op
    self.offset = offset
    self.result = result
    self.requests = requests
  }
}

/// One request of a kernel trace.
public struct KernelTraceRequest: Codable, Hashable, Sendable {
  /// `READ` or `WRITE`.
  public var op: String
  /// Where in the file.
  public var offset: UInt64
  /// Bytes asked for.
  public var size: Int

  /// Creates the value from its parts.
  public init(
    op: String, offset: UInt64, size: Int
  ) {
    self.op = op
    self.offset = offset
    self.size = size
  }
}
