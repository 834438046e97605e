/// What one call's trace prints in the kernel lane.
package struct KernelTraceLine: Codable, Hashable, Sendable {
  /// The call.
  package var op: CallOperation
  /// Where in the file.
  package var offset: UInt64
  /// Bytes or the negative error number.
  package var result: Int
  /// The requests that the server was sent, in order.
  package var requests: [KernelTraceRequest]

  package init(
    op: CallOperation, offset: UInt64, result: Int, requests: [KernelTraceRequest]
  ) {
    self.op = op
    self.offset = offset
    self.result = result
    self.requests = requests
  }
}

/// One request of a kernel trace.
package struct KernelTraceRequest: Codable, Hashable, Sendable {
  /// The kind of request.
  package var op: RequestOperation
  /// Where in the file.
  package var offset: UInt64
  /// Bytes asked for.
  package var size: Int

  package init(
    op: RequestOperation, offset: UInt64, size: Int
  ) {
    self.op = op
    self.offset = offset
    self.size = size
  }
}
