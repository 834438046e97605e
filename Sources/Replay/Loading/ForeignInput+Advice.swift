internal import Failures
internal import Foundation
internal import PatchMail

extension ForeignInput {
  /// Says what a file is that holds no mail, and how to come to the mail.
  ///
  /// - Parameters:
  ///   - name: Its name, - for standard input.
  ///   - takesInput: Whether standard input may take its place.
  /// - Returns: The refusal.
  func refusal(of name: String, takesInput: Bool) -> Failure {
    let shown = name == "-" ? "standard input" : name
    switch self {
    case .gzip:
      let unpack = name == "-" ? "gunzip" : "gunzip -c \(Self.quoted(name))"
      let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name + ".mbox"
      let rest = takesInput ? "| patch-replay … -" : ">\(Self.quoted(plain))"
      return Failure(.badInput, "\(shown): compressed with gzip; unpack it: \(unpack) \(rest)")
    case .page:
      return Failure(
        .badInput,
        "\(shown): a web page (HTML), not mail; save what its link “mbox” leads to (on lore "
          + "“mbox.gz”, to be unpacked with gunzip; on patchwork “mbox” or “series”)")
    case .bareDiff:
      return Failure(
        .badInput,
        "\(shown): a diff without the mail around it; git format-patch writes the commits as mails, "
          + "or put the lines From: and Subject: and an empty one above it")
    }
  }

  /// The name as a shell reads it.
  private static func quoted(_ name: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "/._-+,@%"))
    guard name.hasPrefix("-") || !name.unicodeScalars.allSatisfy(plain.contains) else {
      return name
    }
    let path = name.hasPrefix("-") ? "./" + name : name
    return "'" + path.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
  }
}
