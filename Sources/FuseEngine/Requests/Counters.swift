/// Counts of what the request path does, which are compared exactly.
package struct Counters: Hashable, Sendable, Codable {
  /// Requests sent to the server.
  package var requests = 0
  /// Page slots filled in the requests sent.
  package var pages = 0
  /// Request objects allocated.
  package var requestsAllocated = 0
  /// Request objects and the arrays allocated beside them.
  package var allocations = 0
  /// Bytes of page pointers and page descriptors, 8 each, inline slots included.
  package var arrayBytes = 0
  /// Bytes that the engine allocated for requests and their arrays.
  package var metadataBytes = 0
  /// Pin calls.
  package var pagePins = 0
  /// Pages pinned by all pin calls.
  package var pagesPinned = 0
  /// Pages released.
  package var pagesReleased = 0

  /// Creates counters at zero.
  package init() {}

  /// Pages that were pinned and not released.
  package var pagesLeaked: Int { pagesPinned - pagesReleased }

  /// All counts.
  private static let all: [any WritableKeyPath<Counters, Int> & Sendable] = [
    \.requests, \.pages, \.requestsAllocated, \.allocations, \.arrayBytes, \.metadataBytes,
    \.pagePins,
    \.pagesPinned, \.pagesReleased,
  ]

  /// Returns the sum of the counts of two connections.
  package func adding(_ other: Counters) -> Counters {
    Self.all.reduce(into: self) { $0[keyPath: $1] += other[keyPath: $1] }
  }

  /// Returns the counts since an earlier reading.
  package func since(_ earlier: Counters) -> Counters {
    Self.all.reduce(into: self) { $0[keyPath: $1] -= earlier[keyPath: $1] }
  }
}
