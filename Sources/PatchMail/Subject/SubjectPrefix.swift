/// What the brackets and marks in front of a subject say: `Re: [list] [PATCH net v3 2/7] title`.
package struct SubjectPrefix: Equatable, Sendable {
  /// The version of the series; 1 where the subject names none.
  package private(set) var version = 1
  /// Whether the subject names no version.
  package private(set) var versionIsInferred = true
  /// The patch's number in its series, 0 for a cover letter; nil if the subject has none.
  package private(set) var counter: Int?
  /// The number of patches in the series; nil if the subject has none.
  package private(set) var total: Int?
  /// The other words in the brackets, as written: `RFC`, `net-next`, `5.10`, a list's name.
  package private(set) var tags: [String] = []
  /// Whether `Re:`, `Aw:`, `Fwd:` or the like stands in front.
  package private(set) var isReply = false
  /// Whether a bracket says that this is a patch: `PATCH`, `PATCHSET`, or a number of a total.
  package private(set) var isPatch = false
  /// The subject without reply marks and leading brackets.
  package let title: String

  /// Reads a decoded, unfolded subject.
  ///
  /// Takes what b4 and patchwork take: any number of leading brackets, nested ones too, words cut
  /// at blanks and at `,` `;` `|`; `v3`, `PATCHv3`, `v3PATCH`; `2/7`, `PATCH2/7`, `2 of 7`. A word
  /// is a version only with its `v` and without a dot: `5.10` and `v6.1` name trees. The
  /// last version and number win.
  package init(_ subject: String) {
    var rest = Substring(subject).trimmingSpace
    var words: [String] = []
    while true {
      if let afterMark = Self.dropReplyMark(rest) {
        isReply = true
        rest = afterMark
      } else if let close = Self.closingBracket(in: rest) {
        let inner = rest[rest.index(after: rest.startIndex)..<close]
        words += inner.split { " \t,;|[]".contains($0) }.map(String.init)
        rest = rest[rest.index(after: close)...].trimmingSpace
      } else if rest.first == ":" {
        rest = rest.dropFirst().trimmingSpace
      } else {
        break
      }
    }
    title = rest.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    var index = 0
    while index < words.count {
      if index + 2 < words.count, words[index + 1].lowercased() == "of",
        let number = Int(words[index]), let total = Int(words[index + 2])
      {
        set(counter: number, total: total)
        index += 3
        continue
      }
      read(words[index])
      index += 1
    }
    if versionIsInferred, let version = Self.trailingVersion(of: title) { set(version: version) }
  }

  /// Reads one word, which may hold several facts: `v2PATCH1/4`, `PATCH/RFC`.
  private mutating func read(_ word: String) {
    var rest = Substring(word)
    var hasMeaning = false
    while !rest.isEmpty {
      if let end = Self.dropWord(rest, ["patchset", "patches", "patch"]) {
        isPatch = true
        rest = end
      } else if let (number, total) = Self.counter(rest) {
        set(counter: number, total: total)
        rest = ""
      } else if let (version, end) = Self.version(rest) {
        set(version: version)
        rest = end
      } else if hasMeaning, let first = rest.first, "-_/:.".contains(first) {
        rest = rest.dropFirst()
        continue
      } else if let end = Self.dropWord(rest, ["rfc"]), Self.version(end) != nil {
        tags.append(String(rest.prefix(3)))
        rest = end
      } else {
        tags.append(String(rest))
        return
      }
      hasMeaning = true
    }
  }

  private mutating func set(version: Int) {
    self.version = version
    versionIsInferred = false
  }

  private mutating func set(counter: Int, total: Int) {
    self.counter = counter
    self.total = total
    isPatch = true
  }
}
