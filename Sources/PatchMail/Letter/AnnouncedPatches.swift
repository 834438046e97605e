/// The list of patches in a cover letter: a name and a count, `A U Thor (3):`, then the subjects.
struct AnnouncedPatches {
  /// The subjects in the order of the letter.
  private(set) var subjects: [String] = []
  /// The sum of the counts in brackets.
  private(set) var count = 0

  /// Reads every block of the letter, one an author.
  ///
  /// `git format-patch` indents subjects by two blanks and the rest of a long subject by four.
  /// Copies lose indentation and line breaks; then the count decides: where a block has fewer lines
  /// than patches, lines are cut where a subsystem's prefix (`fuse: `) comes again.
  init(_ letter: String) {
    let lines = letter.split(separator: "\n", omittingEmptySubsequences: false)
    var index = 0
    while index < lines.count {
      guard let heading = Heading(lines[index]) else {
        index += 1
        continue
      }
      index += 1
      var block: [Substring] = []
      if heading.rest.isEmpty {
        while index < lines.count, lines[index].trimmingSpace.isEmpty { index += 1 }
      } else {
        block.append(heading.rest)
      }
      while index < lines.count, !lines[index].trimmingSpace.isEmpty,
        Heading(lines[index]) == nil
      {
        block.append(lines[index])
        index += 1
      }
      count += heading.count
      subjects += Self.subjects(in: Self.unfolded(block), count: heading.count)
    }
  }

  /// Joins the rest of long subjects, where indentation shows it.
  private static func unfolded(_ block: [Substring]) -> [String] {
    var result: [String] = []
    for line in block {
      let text = line.trimmingSpace
      if line.hasPrefix("    "), let last = result.popLast() {
        result.append("\(last) \(text)")
      } else {
        result.append(String(text))
      }
    }
    return result
  }

  private static func subjects(in lines: [String], count: Int) -> [String] {
    guard lines.count < count else { return Array(lines.prefix(count)) }
    let prefixes = Set(lines.compactMap(subsystemPrefix))
    var missing = count - lines.count
    return lines.flatMap { cut($0, at: prefixes, missing: &missing) }
  }

  /// `fuse: ` of `fuse: rework fuse_retrieve()`.
  private static func subsystemPrefix(_ line: String) -> String? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let word = line[..<colon]
    return word.isEmpty || word.contains(" ") ? nil : "\(word):"
  }

  /// Cuts a line in front of each word that is one of `prefixes`, while subjects are missing.
  private static func cut(
    _ line: String, at prefixes: Set<String>, missing: inout Int
  ) -> [String] {
    var result: [String] = []
    var current: [Substring] = []
    for word in line.split(separator: " ") {
      if missing > 0, !current.isEmpty, prefixes.contains(String(word)) {
        result.append(current.joined(separator: " "))
        current = []
        missing -= 1
      }
      current.append(word)
    }
    return result + [current.joined(separator: " ")]
  }
}

/// `A U Thor (3):`, and what follows on the same line.
private struct Heading {
  let count: Int
  let rest: Substring

  init?(_ line: Substring) {
    guard let end = line.firstRange(of: "):"), let open = line[..<end.lowerBound].lastIndex(of: "(")
    else { return nil }
    let digits = line[line.index(after: open)..<end.lowerBound]
    let name = line[..<open].trimmingSpace
    guard (1...4).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let count = Int(digits), count > 0, !name.isEmpty
    else { return nil }
    self.count = count
    rest = line[end.upperBound...].trimmingSpace
  }
}

extension Substring {
  /// The first place of `text`.
  ///
  /// The standard library's own search is quadratic on bad input.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    guard let first = text.first else { return nil }
    var position = startIndex
    while let hit = self[position...].firstIndex(of: first) {
      let candidate = self[hit...]
      if candidate.hasPrefix(text) { return hit..<index(hit, offsetBy: text.count) }
      position = index(after: hit)
    }
    return nil
  }
}
