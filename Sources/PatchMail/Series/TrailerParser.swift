internal import Bytes

/// Finds trailers in commit messages and in replies.
enum TrailerParser {
  /// The trailers of a commit message: its last paragraph, if that is made of trailers, or if a
  /// quarter of it is and git itself wrote one (`Signed-off-by`, `(cherry picked from …`).
  ///
  /// That is the rule of `git interpret-trailers`, except that a bare link is not a trailer here.
  static func ofCommit(_ message: [UInt8], mail: Int) -> [Trailer] {
    let cleaned = MessageCleanup.strip(message)
    let lines = cleaned.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false)
    let body = lines.dropLast()
    guard let blank = body.lastIndex(where: \.isEmpty) else { return [] }
    var trailers: [Trailer] = []
    var otherLines = 0
    var isGitMade = false
    for line in body[(blank + 1)...] {
      if let first = line.first, ASCII.isSpace(first), let last = trailers.popLast() {
        let joined = "\(last.value) \(line.trimmed.text)"
        trailers.append(Trailer(key: last.key, value: joined, message: mail))
      } else if let (key, value) = split(line) {
        trailers.append(Trailer(key: key, value: value, message: mail))
        if key == "Signed-off-by" { isGitMade = true }
      } else {
        otherLines += 1
        if line.hasPrefix("(cherry picked from commit ") { isGitMade = true }
      }
    }
    let isBlock = otherLines == 0 || (isGitMade && trailers.count * 3 >= otherLines)
    return isBlock ? trailers : []
  }

  /// The trailers that a reply gives: every line outside quotes that looks like one and names an
  /// address, up to the signature.
  ///
  /// An address on a line of its own belongs to the line before.
  static func ofReply(_ body: [UInt8], mail: Int) -> [Trailer] {
    var trailers: [Trailer] = []
    var open: (key: String, value: String)?
    for line in body.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false) {
      if line.elementsEqual("-- ".utf8) || line.elementsEqual("--".utf8) { break }
      let text = line.trimmed
      if let (key, value) = open {
        open = nil
        if text.first == UInt8(ascii: "<"), text.last == UInt8(ascii: ">") {
          trailers.append(Trailer(key: key, value: "\(value) \(text.text)", message: mail))
          continue
        }
      }
      guard let (key, value) = split(text), mayBeGiven(key.lowercased()) else { continue }
      if value.contains("@") || links.contains(key.lowercased()) {
        trailers.append(Trailer(key: key, value: value, message: mail))
      } else {
        open = (key, value)
      }
    }
    return trailers
  }

  /// Trailers that need no address.
  private static let links: Set<String> = ["link", "fixes", "closes", "message-id"]

  /// Whether reviewers use the key: with a dash, or a link.
  ///
  /// `Phone:` and `Note:` are prose.
  private static func mayBeGiven(_ key: String) -> Bool {
    links.contains(key) || (key.contains("-") && key != "e-mail" && key != "reply-to")
  }

  /// Key and value of a line `Key: value`; the key is of letters, digits and dashes.
  private static func split(_ line: ArraySlice<UInt8>) -> (key: String, value: String)? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":"), from: line.startIndex) else {
      return nil
    }
    let key = line[..<colon].trimmedRight
    let value = line[(colon + 1)...]
    let isWord =
      key.count > 1
      && key.allSatisfy { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    // `https://…` is not a trailer.
    guard isWord, value.first != UInt8(ascii: "/"), !value.trimmed.isEmpty else { return nil }
    return (key.text, value.trimmed.text)
  }
}
