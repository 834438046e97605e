internal import Bytes

/// A user as a mail names them: a name and an address.
package struct Person: Hashable, Sendable {
  /// The name in bytes, UTF-8 where the mail says its charset.
  let nameBytes: [UInt8]
  /// The address in bytes.
  let emailBytes: [UInt8]

  /// The name; what is not UTF-8 becomes U+FFFD.
  package var name: String { nameBytes.text }
  /// The address; what is not UTF-8 becomes U+FFFD.
  package var email: String { emailBytes.text }

  package init(name: String, email: String) {
    self.init(name: Array(name.utf8), email: Array(email.utf8))
  }

  init(name: [UInt8], email: [UInt8]) {
    nameBytes = name
    emailBytes = email
  }

  /// Reads a `From` field by git's rules: `Name <address>`, `address (Name)`, `Name (note) <address> (comment)` and the like.
  ///
  /// The address is what stands around the first `@`. Quotes go, comments stay as text unless they
  /// are all there is. A name that is empty, longer than 60 bytes or itself holds an address
  /// is replaced by the address.
  init(field value: ArraySlice<UInt8>) {
    var text = Self.unquote(value)
    guard let at = text.firstIndex(of: UInt8(ascii: "@")) else {
      self = Self.withoutAddressSign(value)
      return
    }
    var start = at
    while start > 0, !ASCII.isSpace(text[start - 1]) {
      if text[start - 1] == UInt8(ascii: "<") {
        text[start - 1] = ASCII.space
        break
      }
      start -= 1
    }
    let end = text[start...].firstIndex(where: Self.endsAddress) ?? text.endIndex
    let email = Array(text[start..<end])
    text.removeSubrange(start..<min(end + 1, text.endIndex))
    var rest = text[...].spacesCollapsed[...].trimmed
    if rest.count >= 2, rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") {
      rest = rest.dropFirst().dropLast()
    }
    self.init(name: Self.saneName(rest, email: email), email: email)
  }

  /// Reads `John Doe <johndoe>`, the form of addresses without a domain.
  private static func withoutAddressSign(_ value: ArraySlice<UInt8>) -> Person {
    guard let open = value.firstIndex(of: UInt8(ascii: "<"), from: value.startIndex),
      let close = value.firstIndex(of: UInt8(ascii: ">"), from: open)
    else { return Person(name: [], email: []) }
    let email = Array(value[(open + 1)..<close])
    return Person(name: saneName(value[..<open].trimmed, email: email), email: email)
  }

  private static func endsAddress(_ byte: UInt8) -> Bool {
    ASCII.isSpace(byte) || byte == 0x0b || byte == 0x0c || byte == UInt8(ascii: ">")
  }

  private static func saneName(_ name: ArraySlice<UInt8>, email: [UInt8]) -> [UInt8] {
    let isAddress = name.contains {
      $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
    }
    return name.isEmpty || name.count > 60 || isAddress ? email : Array(name)
  }

  /// Takes quotes and the backslashes in quotes and comments away.
  ///
  /// Comments nest, so a counter stands for the depth: mail decides how deep, and the stack must
  /// not.
  private static func unquote(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(value.count)
    var isQuoted = false
    var depth = 0
    var isEscaped = false
    for byte in value {
      if isEscaped {
        isEscaped = false
        result.append(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "\\") where isQuoted || depth > 0:
        isEscaped = true
        continue
      case UInt8(ascii: "\"") where depth == 0:
        isQuoted.toggle()
        continue
      case UInt8(ascii: "(") where !isQuoted:
        depth += 1
      case UInt8(ascii: ")") where depth > 0:
        depth -= 1
      default:
        break
      }
      result.append(byte)
    }
    return result
  }
}
