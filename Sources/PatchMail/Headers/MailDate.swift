/// A moment as a mail's `Date` field tells it.
package struct MailDate: Hashable, Sendable {
  /// Seconds since 1970-01-01 00:00:00 UTC.
  package let timestamp: Int64
  /// The sender's distance from UTC in minutes, east positive.
  package let utcOffsetMinutes: Int

  package init(timestamp: Int64, utcOffsetMinutes: Int) {
    self.timestamp = timestamp
    self.utcOffsetMinutes = utcOffsetMinutes
  }

  /// Reads a date as git does: RFC 2822, ISO 8601, `@seconds +hhmm`, seconds since 1970, and what
  /// can be guessed from loose day, month, year, time and zone.
  ///
  /// Two answers of git's depend on the machine and are fixed here: without a zone the
  /// time is UTC (git: the local zone), and `dd.mm.yy` forms are not tried a second way for lying
  /// in the future.
  ///
  /// - Parameter bytes: The field's value; reading stops at a NUL or line feed.
  package init?(_ bytes: ArraySlice<UInt8>) {
    var parser = DateParser(bytes)
    guard let date = parser.parse() else { return nil }
    self = date
  }
}
