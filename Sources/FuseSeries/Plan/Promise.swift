/// What a patch says it does to the requests; checked against the counters.
package enum Promise: Hashable, Sendable {
  /// The same requests as before, in the same number.
  case sameRequests
  /// Fewer requests for the same call.
  case fewerRequests(of: [RequestPath])
  /// Requests that take less memory.
  case smallerRequests(of: [RequestPath])

  /// The promise in words.
  package var description: String {
    switch self {
    case .sameRequests: "the same requests"
    case .fewerRequests(let paths): "fewer requests: " + Self.list(paths)
    case .smallerRequests(let paths): "smaller requests: " + Self.list(paths)
    }
  }

  private static func list(_ paths: [RequestPath]) -> String {
    paths.map(\.rawValue).joined(separator: ", ")
  }
}

/// A way that a request takes through the engine.
package enum RequestPath: String, Hashable, Sendable {
  /// LOOKUP, GETATTR, OPEN and others without pages.
  case pageless = "requests without pages"
  /// readpage, READDIR.
  case singlePage = "single-page reads"
  /// NOTIFY_RETRIEVE.
  case retrieve = "retrieve"
  /// Read-ahead.
  case readpages = "read-ahead"
  /// Buffered write-through.
  case performWrite = "buffered writes"
  /// IOCTL.
  case ioctl = "ioctl"
  /// Direct I/O of a vector of many segments.
  case vectoredDirectIO = "vectored direct I/O"
  /// Direct I/O of fewer than 32 pages.
  case smallDirectIO = "direct I/O of fewer than 32 pages"
}
