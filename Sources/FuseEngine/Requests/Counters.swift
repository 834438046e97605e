/// What the request path did, counted where it happens and compared exactly.
public struct Counters: Hashable, Sendable, Codable {
  /// Requests sent to the server.
  public var requests = 0
  /// Page slots filled in the requests sent.
  public var pages = 0
  /// Request objects allocated.
  public var requestsAllocated = 0
  /// Request objects and the arrays allocated beside them.
  public var allocations = 0
  /// Bytes of page pointers and page descriptors, 8 each, inline slots included.
  public var arrayBytes = 0
  /// Bytes that the engine really allocated for requests and their arrays.
  public var metadataBytes = 0
  /// Pin calls.
  public var pagePins = 0
  /// Pages pinned by all pin calls.
  public var pagesPinned = 0
  /// Pages released again.
  public var pagesReleased = 0

  /// Creates counters at zero.
  public init() {}

  /// Pages that were pinned and never released.
  public var pagesLeaked: Int { pagesPinned - pagesReleased }

  /// Returns the sum of what two connections counted.
  public func adding(_ other: Counters) -> Counters {
    var sum = self
    sum.requests += other.requests
    sum.pages += other.pages
    sum.requestsAllocated += other.requestsAllocated
    sum.allocations += other.allocations
    sum.arrayBytes += other.arrayBytes
    sum.metadataBytes += other.metadataBytes
    sum.pagePins += other.pagePins
    sum.pagesPinned += other.pagesPinned
    sum.pagesReleased += other.pagesReleased
    return sum
  }

  /// Returns what was counted since an earlier reading.
  public func since(_ earlier: Counters) -> Counters {
    var delta = self
    delta.requests -= earlier.requests
    delta.pages -= earlier.pages
    delta.requestsAllocated -= earlier.requestsAllocated
    delta.allocations -= earlier.allocations
    delta.arrayBytes -= earlier.arrayBytes
    delta.metadataBytes -= earlier.metadataBytes
    delta.pagePins -= earlier.pagePins
    delta.pagesPinned -= earlier.pagesPinned
    delta.pagesReleased -= earlier.pagesReleased
    return delta
  }
}
