package import FuseEngine

/// What a patch says it does to the requests; checked against the counters.
///
/// A promise is data: a counter, how it is to differ from the stage before, and the paths whose
/// calls are held against it.
package struct Promise: Sendable {
  /// How a counter is to differ from the stage before.
  package enum Expectation: Hashable, Sendable {
    case same
    case less
    case more

    /// Whether two readings of a counter differ as expected.
    package func holds(before: Int, after: Int) -> Bool {
      switch self {
      case .same: after == before
      case .less: after < before
      case .more: after > before
      }
    }
  }

  /// Something counted of a call.
  package struct Quantity: Sendable {
    /// What the figures count, such as `requests`.
    package let unit: String
    /// The figure.
    package let value: @Sendable (Counters) -> Int

    /// Creates a quantity.
    package init(_ unit: String, _ value: @escaping @Sendable (Counters) -> Int) {
      self.unit = unit
      self.value = value
    }

    /// Requests sent to the server.
    package static let requests = Quantity("requests") { $0.requests }
    /// Memory allocated for requests.
    package static let metadataBytes = Quantity("bytes") { $0.metadataBytes }
  }

  /// The promise's name in the source text, such as `fewerRequests`.
  package let name: String
  /// What is promised, in words, such as `fewer requests`.
  package let words: String
  /// The paths that it is about; nil where it is about all of the plan's.
  package let paths: [RequestPath]?
  /// What is counted.
  package let quantity: Quantity
  /// How that is to change.
  package let expectation: Expectation

  /// Creates a promise.
  package init(
    _ name: String, words: String, of paths: [RequestPath]? = nil, _ quantity: Quantity,
    _ expectation: Expectation
  ) {
    self.name = name
    self.words = words
    self.paths = paths
    self.quantity = quantity
    self.expectation = expectation
  }

  /// The same requests as before, in the same number.
  package static let sameRequests = Promise(
    "sameRequests", words: "the same requests", .requests, .same)

  /// Fewer requests for the same call.
  package static func fewerRequests(of paths: [RequestPath]) -> Promise {
    Promise("fewerRequests", words: "fewer requests", of: paths, .requests, .less)
  }

  /// Requests that take less memory.
  package static func smallerRequests(of paths: [RequestPath]) -> Promise {
    Promise("smallerRequests", words: "smaller requests", of: paths, .metadataBytes, .less)
  }
}

extension Promise {
  /// The promise in words.
  package var description: String {
    guard let paths else { return words }
    return "\(words): " + paths.map(\.title).joined(separator: ", ")
  }

  /// The promise as the source text of its step has it.
  package var source: String {
    guard let paths else { return name }
    return "\(name)(of: [" + paths.map { ".\($0.name)" }.joined(separator: ", ") + "])"
  }
}
