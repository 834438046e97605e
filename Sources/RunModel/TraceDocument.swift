/// What one call's trace prints.
public struct TraceLine: Codable, Hashable, Sendable {
  /// `read` or `write`.
  public var op: String
  /// Where in the file.
  public var offset: UInt64
  /// Bytes or the negative error number.
  public var result: Int
  /// The requests sent, in order.
  public var requests: [TraceRequest]
  /// Request objects.
  public var requestsAllocated: Int
  /// Request objects and arrays.
  public var allocations: Int
  /// Page pointers and descriptors, 8 bytes each, inline slots included.
  public var arrayBytes: Int
  /// Bytes that the engine allocated.
  public var metadataBytes: Int
  /// Pin calls.
  public var pagePins: Int
  /// Pages pinned.
  public var pagesPinned: Int
  /// Pages pinned and never released.
  public var pagesLeaked: Int

  /// Creates the value from its parts.
  public init(
    op: String, offset: UInt64, result: Int, requests: [TraceRequest], requestsAllocated: Int,
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
public struct TraceRequest: Codable, Hashable, Sendable {
  /// `READ` or `WRITE`.
  public var op: String
  /// Where in the file.
  public var offset: UInt64
  /// Bytes asked for.
  public var size: Int
  /// Page slots filled.
  public var pages: Int
  /// Offset and length of the fragment in each slot; none before stage 8.
  @OrNull public var descs: [[Int]]?

  /// Creates the value from its parts.
  public init(
    op: String, offset: UInt64, size: Int, pages: Int, descs: [[Int]]?
  ) {
    self.op = op
    self.offset = offset
    self.size = size
    self.pages = pages
    self.descs = descs
  }
}
