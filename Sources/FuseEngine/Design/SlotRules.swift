/// How many page slots each call site asks for when it gets a request.
package struct SlotRules: Hashable, Sendable, Codable {
  /// LOOKUP, GETATTR, OPEN, FLUSH and all other requests that carry no pages.
  package var pageless: SlotRule
  /// Requests allocated in advance: one for each open file, INIT and DESTROY.
  package var reserved: SlotRule
  /// Write-back of a single page.
  package var writepage: SlotRule
  /// Single-page reads: readpage, READDIR, CUSE_INIT.
  package var singlePage: SlotRule
  /// The answer to NOTIFY_RETRIEVE.
  package var retrieve: SlotRule
  /// Read-ahead.
  package var readpages: SlotRule
  /// Buffered write-through.
  package var performWrite: SlotRule
  /// IOCTL.
  package var ioctl: SlotRule
  /// Direct reads and writes.
  package var directIO: SlotRule

  /// Every call site gets the 32 slots that the fixed array has.
  package static let everyoneMaximum = SlotRules(
    pageless: .maximum, reserved: .maximum, writepage: .maximum, singlePage: .maximum,
    retrieve: .maximum, readpages: .maximum, performWrite: .maximum, ioctl: .maximum,
    directIO: .maximum)
}

/// A call site's rule for the number of page slots in its request.
package enum SlotRule: String, Hashable, Sendable, Codable {
  /// 32, `FUSE_MAX_PAGES_PER_REQ`.
  case maximum
  /// None: the request carries no pages.
  case none
  /// One.
  case one
  /// As many as the current transfer can use, by the call site's own formula.
  case exact

  /// Returns the number of slots to ask for; the call site's formula is evaluated only where the
  /// rule is `exact`.
  @inline(__always)
  func slots(exact: @autoclosure () -> Int) -> Int {
    switch self {
    case .maximum: Limits.pagesPerRequest
    case .none: 0
    case .one: 1
    case .exact: exact()
    }
  }
}
