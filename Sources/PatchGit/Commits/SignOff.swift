extension CommitMessage {
  /// Appends `Signed-off-by:` as `git am --signoff` does: to the trailers at the end or as a new
  /// paragraph, and not again where it is the last trailer.
  ///
  /// - Parameters:
  ///   - message: A message that ends in a line feed.
  ///   - signer: `name <email>`.
  /// - Returns: The message with the line.
  static func signedOff(_ message: [UInt8], by signer: [UInt8]) -> [UInt8] {
    let line = Array("Signed-off-by: ".utf8) + signer
    let lines = message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast().map(Array.init)
    if lines.isEmpty { return Array("\n\n".utf8) + line + Array("\n".utf8) }
    if lines.last == line, lines.count == 1 || Trailers.areAtEnd(of: lines) { return message }
    let isSeparated = lines.last?.isEmpty == true || Trailers.areAtEnd(of: lines)
    return message + Array((isSeparated ? "" : "\n").utf8) + line + Array("\n".utf8)
  }
}

/// The block of trailers at the end of a message.
private enum Trailers {
  private enum Line {
    case blank, generated, trailer, continuation, other
  }

  /// Whether the last paragraph is one, which the title never is.
  ///
  /// All its lines are trailers, or one is of the kind git writes and at least a quarter are
  /// trailers.
  static func areAtEnd(of lines: [[UInt8]]) -> Bool {
    let body = lines.filter { $0.first != UInt8(ascii: "#") }
    guard let titleEnd = body.firstIndex(where: { kind($0) == .blank }) else { return false }
    var (trailers, others, continuations) = (0, 0, 0)
    var hasGenerated = false
    for line in body[titleEnd...].reversed() {
      switch kind(line) {
      case .blank:
        others += continuations
        if trailers + others == 0 { return false }
        return hasGenerated ? trailers * 3 >= others : trailers > 0 && others == 0
      case .generated:
        hasGenerated = true
        trailers += 1
        continuations = 0
      case .trailer:
        trailers += 1
        continuations = 0
      case .continuation:
        continuations += 1
      case .other:
        others += 1 + continuations
        continuations = 0
      }
    }
    return false
  }

  private static func kind(_ line: [UInt8]) -> Line {
    guard let first = line.first, !line.allSatisfy(CommitMessage.isSpace) else { return .blank }
    if line.starts(with: "Signed-off-by: ".utf8)
      || line.starts(with: "(cherry picked from commit ".utf8)
    {
      return .generated
    }
    if CommitMessage.isSpace(first) { return .continuation }
    let token = line.prefix { byte in
      let lower = byte | 0x20
      return byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
        || (0x61...0x7A).contains(lower)
    }
    let rest = line[token.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
    return !token.isEmpty && rest.first == UInt8(ascii: ":") ? .trailer : .other
  }
}
