/// A line such as `Reviewed-by: Name <address>`.
package struct Trailer: Hashable, Sendable {
  /// The word in front of the colon, as written.
  package let key: String
  /// What follows the colon, continuation lines joined.
  package let value: String
  /// The index of the mail that gave it, counted from 1: the patch's own, or a reply's.
  package let message: Int

  package init(key: String, value: String, message: Int) {
    self.key = key
    self.value = value
    self.message = message
  }

  /// The name and address that the value holds, if it holds an address.
  package var person: Person? {
    guard value.contains("@") else { return nil }
    return Person(field: Array(value.utf8)[...])
  }

  /// Key and value without case, for finding doubles.
  var identity: String {
    "\(key.lowercased()): \(value.lowercased())"
  }
}
