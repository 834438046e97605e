import TestSupport

/// Damages mails at random: lines dropped, repeated, swapped, borrowed from other mails; bytes
/// changed; the words that mail parsers look for put where they do not belong.
struct MailMutator {
  var generator: SeededRandom
  let corpus: [[UInt8]]

  private static let tokens: [String] = [
    "From: ", "Subject: ", "Date: ", "\n", "\n\n", "\r\n", " ", "\t", "---\n", "diff -",
    "-- >8 --\n",
    "=?utf-8?q?", "?=", "=?", "=", "=\n", "=20", "=0A", "\0", "--b1\n", "--b1--\n", ">From ",
    "[PATCH] ",
    "Content-Type: text/plain; charset=koi8-r\n", "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n", "Content-Type: multipart/x; boundary=b1\n",
    "Content-Type: text/plain; format=flowed\n", "charset=", "boundary=", "<", ">", "@", ":",
    "Re: ",
    "[", "]", "\u{fc}", "-- \n", "Message-ID: <m@x>\n", "Index: ", MailCorpus.separator,
  ]

  mutating func next() -> [UInt8] {
    var mail = corpus.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1...6, using: &generator) { mutate(&mail) }
    return mail
  }

  private mutating func mutate(_ mail: inout [UInt8]) {
    var lines = mail.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) }
    let line = lines.indices.randomElement(using: &generator) ?? 0
    switch Int.random(in: 0..<8, using: &generator) {
    case 0 where lines.count > 1: lines.remove(at: line)
    case 1: lines.insert(lines[line], at: line)
    case 2:
      let other = (corpus.randomElement(using: &generator) ?? [])
        .split(separator: 10, omittingEmptySubsequences: false)
      lines.insert(Array(other.randomElement(using: &generator) ?? []), at: line)
    case 3: lines.swapAt(line, lines.indices.randomElement(using: &generator) ?? 0)
    case 4 where !lines[line].isEmpty:
      let place = lines[line].indices.randomElement(using: &generator) ?? 0
      lines[line][place] = UInt8.random(in: 0...255, using: &generator)
    case 5 where !lines[line].isEmpty: lines[line].removeLast()
    case 6: lines = Array(lines.prefix(max(1, line)))
    default:
      let token = Array((Self.tokens.randomElement(using: &generator) ?? "").utf8)
      lines[line].insert(
        contentsOf: token, at: Int.random(in: 0...lines[line].count, using: &generator))
    }
    mail = Array(lines.joined(separator: [10]))
  }
}

/// True if a `From` field opens a quote or a comment that it does not close.
///
/// git up to 2.43 reads past the end of its buffer there, so it is no oracle for such a mail.
func opensWithoutClosing(_ mail: [UInt8]) -> Bool {
  let text = String(decoding: mail, as: UTF8.self).lowercased()
  guard text.contains("from:") else { return false }
  for piece in text.split(separator: "from:").dropFirst(text.hasPrefix("from:") ? 0 : 1) {
    var depth = 0
    var isQuoted = false
    for (number, character) in piece.unicodeScalars.enumerated() {
      if character == "\\" || number > 400 { return depth > 0 || isQuoted || character == "\\" }
      if character == "\"" && depth == 0 { isQuoted.toggle() }
      if character == "(" && !isQuoted { depth += 1 }
      if character == ")" && depth > 0 { depth -= 1 }
      if character == "\n" && (depth > 0 || isQuoted) { return true }
      if character == "\n" { break }
    }
    if depth > 0 || isQuoted { return true }
  }
  return text.contains("=22") || text.contains("=28")
}
