/// What one call's trace prints.
package struct TraceLine: Codable, Hashable, Sendable {
  /// The call.
  package var op: CallOperation
  /// Where in the file.
  package var offset: UInt64
  /// Bytes or the negative error number.
  package var result: Int
  /// The requests sent, in order.
  package var requests: [TraceRequest]
  /// Request objects.
  package var requestsAllocated: Int
  /// Request objects and arrays.
  package var allocations: Int
  /// Page pointers and descriptors, 8 bytes each, inline slots included.
  package var arrayBytes: Int
  /// Bytes that the engine allocated.
  package var metadataBytes: Int
  /// Pin calls.
  package var pagePins: Int
  /// Pages pinned.
  package var pagesPinned: Int
  /// Pages pinned and never released.
  package var pagesLeaked: Int

  package init(
    op: CallOperation, offset: UInt64, result: Int, requests: [TraceRequest],
    requestsAllocated: Int,
    allocations: Int, arrayBytes: Int, metadataBytes: Int, pagePins: Int, pagesPinned: Int,
    pagesLeaked: Int
  ) {
    self.op = op
    self.offset = offset
    self.result = result
    self.requests = requests
    self.requestsAllocated = requestsAllocated
    self.allocations = allocations
    self.arrayBytes = arrayBytes
    self.metadataBytes = metadataBytes
    self.pagePins = pagePins
    self.pagesPinned = pagesPinned
    self.pagesLeaked = pagesLeaked
  }

  enum CodingKeys: String, CodingKey {
    case op
    case offset
    case result
    case requests
    case requestsAllocated = "requests_allocated"
    case allocations
    case arrayBytes = "array_bytes"
    case metadataBytes = "metadata_bytes"
    case pagePins = "page_pins"
    case pagesPinned = "pages_pinned"
    case pagesLeaked = "pages_leaked"
  }
}

/// One request of a trace.
package struct TraceRequest: Codable, Hashable, Sendable {
  /// The kind of request.
  package var op: RequestOperation
  /// Where in the file.
  package var offset: UInt64
  /// Bytes asked for.
  package var size: Int
  /// Page slots filled.
  package var pages: Int
  /// Offset and length of the fragment in each slot; none before stage 8.
  @OrNull package var descs: [[Int]]?

  package init(
    op: RequestOperation, offset: UInt64, size: Int, pages: Int, descs: [[Int]]?
  ) {
    self.op = op
    self.offset = offset
    self.size = size
    self.pages = pages
    self.descs = descs
  }
}
