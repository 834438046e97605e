/// A line such as `Reviewed-by: Name <address>`.
package struct Trailer: Hashable, Sendable {
  /// The word in front of the colon, as written.
  package let key: String
  /// What follows the colon, continuation lines joined.
  package let value: String
  /// The index of the mail that gave it, counted from 1: the patch's own, or a reply's.
  package let message: Int

  /// Makes a trailer.
  ///
  /// - Parameters:
  ///   - key: The word in front of the colon.
  ///   - value: What follows the colon.
  ///   - message: The index of the mail that gave it.
  package init(key: String, value: String, message: Int) {
    self.key = key
    self.value = value
    self.message = message
  }

  /// The person that the value names, if it holds an address.
  package var person: Person? {
    guard value.contains("@") else { return nil }
    let author = Author(Array(value.utf8)[...])
    return Person(author)
  }

  /// Key and value without case, for finding doubles.
  var identity: String {
    "\(key.lowercased()): \(value.lowercased())"
  }
}
