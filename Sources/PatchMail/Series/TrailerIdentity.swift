/// Whether a reply's sender may give a trailer in a name.
enum TrailerIdentity {
  /// Whether the trailer names the sender: the same address, except for a `+tag` and one level of
  /// sub-domain, or the same name.
  ///
  /// A trailer without an address is anyone's to give.
  static func matches(_ trailer: Trailer, sender: Person) -> Bool {
    guard let person = trailer.person else { return true }
    if !person.name.isEmpty, person.name.lowercased() == sender.name.lowercased() { return true }
    guard let named = Address(person.email), let own = Address(sender.email) else { return false }
    return named.user == own.user && areNear(named.domain, own.domain)
  }

  private static func areNear(_ one: [Substring], _ other: [Substring]) -> Bool {
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    return long.count - short.count <= 1 && short.count >= 2
      && long.suffix(short.count) == short[...]
  }

  private struct Address {
    let user: String
    let domain: [Substring]

    init?(_ email: String) {
      let parts = email.lowercased().split(separator: "@")
      guard parts.count == 2, let user = parts[0].split(separator: "+").first else { return nil }
      self.user = String(user)
      domain = parts[1].split(separator: ".")
    }
  }
}
