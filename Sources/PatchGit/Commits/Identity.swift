/// A user as a commit names them: name and address.
package struct Identity: Sendable, Hashable {
  /// The name, UTF-8 where the mail was.
  package let name: [UInt8]
  /// The address without angle brackets.
  package let email: [UInt8]

  package init(name: [UInt8], email: [UInt8]) {
    self.name = name
    self.email = email
  }

  package init(name: String, email: String) {
    self.init(name: Array(name.utf8), email: Array(email.utf8))
  }

  /// `name <email>` as git 2.39 writes it; nil where nothing of the name is left, which git
  /// refuses.
  ///
  /// Git drops blanks, control characters and `. , : ; < > " \ '` from both ends, and `<`, `>` and
  /// line feeds inside. Since 2.42 it keeps dots, so a name such as `J. Doe Jr.` gives another
  /// commit id there.
  package var cleaned: [UInt8]? {
    let name = Self.withoutCrud(name)
    guard !name.isEmpty else { return nil }
    return name + Array(" <".utf8) + Self.withoutCrud(email) + Array(">".utf8)
  }

  private static func withoutCrud(_ text: [UInt8]) -> [UInt8] {
    let crud = Set(".,:;<>\"\\'".utf8)
    func isCrud(_ byte: UInt8) -> Bool { byte <= 0x20 || crud.contains(byte) }
    // Git reads the text as a C string.
    let whole = text.prefix { $0 != 0 }
    guard let first = whole.firstIndex(where: { !isCrud($0) }),
      let last = whole.lastIndex(where: { !isCrud($0) })
    else { return [] }
    let inner = Set("\n<>".utf8)
    return whole[first...last].filter { !inner.contains($0) }
  }
}

/// A moment as a commit names it.
package struct CommitDate: Sendable, Hashable {
  /// Seconds since 1970.
  package let timestamp: Int64
  /// The zone's distance from UTC, in minutes.
  package let offsetMinutes: Int

  package init(timestamp: Int64, offsetMinutes: Int) {
    self.timestamp = timestamp
    self.offsetMinutes = offsetMinutes
  }

  /// `<seconds> <+hhmm>`.
  var text: String {
    let minutes = offsetMinutes.magnitude
    let zone = String(minutes / 60 * 100 + minutes % 60)
    let padding = String(repeating: "0", count: max(0, 4 - zone.utf8.count))
    return "\(timestamp) \(offsetMinutes < 0 ? "-" : "+")\(padding)\(zone)"
  }
}
