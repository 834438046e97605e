/// What one call of a workload costs, counted exactly.
package struct StageCounters: Codable, Hashable, Sendable {
  /// Requests sent.
  package var requestsPerCall: Double
  /// Page slots filled in each.
  package var pagesPerRequest: Double
  /// Bytes of page pointers and descriptors.
  package var arrayBytesPerCall: Double
  /// Bytes that the engine allocated.
  package var metadataBytesPerCall: Double
  /// Request objects and arrays.
  package var allocationsPerCall: Double
  /// Pin calls.
  package var pagePinsPerCall: Double
  /// The counters that nobody could count, whose values say nothing; absent where all are known.
  package var unknown: [Counter]?

  /// A counter, by its key.
  package enum Counter: String, Codable, CaseIterable, Hashable, Sendable {
    case requestsPerCall = "requests_per_call"
    case pagesPerRequest = "pages_per_request"
    case arrayBytesPerCall = "array_bytes_per_call"
    case metadataBytesPerCall = "metadata_bytes_per_call"
    case allocationsPerCall = "allocations_per_call"
    case pagePinsPerCall = "page_pins_per_call"
  }

  package init(
    requestsPerCall: Double, pagesPerRequest: Double, arrayBytesPerCall: Double,
    metadataBytesPerCall: Double, allocationsPerCall: Double, pagePinsPerCall: Double
  ) {
    self.requestsPerCall = requestsPerCall
    self.pagesPerRequest = pagesPerRequest
    self.arrayBytesPerCall = arrayBytesPerCall
    self.metadataBytesPerCall = metadataBytesPerCall
    self.allocationsPerCall = allocationsPerCall
    self.pagePinsPerCall = pagePinsPerCall
  }

  /// Nothing was counted.
  package static var nothingKnown: StageCounters {
    var counters = StageCounters(
      requestsPerCall: 0, pagesPerRequest: 0, arrayBytesPerCall: 0, metadataBytesPerCall: 0,
      allocationsPerCall: 0, pagePinsPerCall: 0)
    counters.unknown = Counter.allCases
    return counters
  }

  /// A counter's value.
  ///
  /// - Parameter counter: Which.
  /// - Returns: The value, or nil where nobody could count it.
  package func known(_ counter: Counter) -> Double? {
    guard !(unknown ?? []).contains(counter) else { return nil }
    return switch counter {
    case .requestsPerCall: requestsPerCall
    case .pagesPerRequest: pagesPerRequest
    case .arrayBytesPerCall: arrayBytesPerCall
    case .metadataBytesPerCall: metadataBytesPerCall
    case .allocationsPerCall: allocationsPerCall
    case .pagePinsPerCall: pagePinsPerCall
    }
  }

  enum CodingKeys: String, CodingKey {
    case requestsPerCall = "requests_per_call"
    case pagesPerRequest = "pages_per_request"
    case arrayBytesPerCall = "array_bytes_per_call"
    case metadataBytesPerCall = "metadata_bytes_per_call"
    case allocationsPerCall = "allocations_per_call"
    case pagePinsPerCall = "page_pins_per_call"
    case unknown
  }
}
