internal import Bytes

/// Finds where the lines of a hunk stand in a file.
///
/// The place is the one `git apply` finds: the expected line first, then one line further on, one
/// line back, two further on, and so on over the whole file. Git compares at every line, which is
/// quadratic on files that repeat themselves. Here that walk ends once it has cost as much as
/// reading the file; then a Knuth-Morris-Pratt pass over the line hashes names the candidates, so
/// one search is linear, and a place nearby is cheap.
struct HunkSearch {
  private let lines: [HunkLine]
  private let hashes: [UInt32]
  /// Whether lines written by earlier hunks may match; only for explaining a failure.
  private let seesPatchedLines: Bool

  init(_ lines: [HunkLine], seesPatchedLines: Bool = false) {
    self.lines = lines
    hashes = lines.map { LineHash.of($0.content) }
    self.seesPatchedLines = seesPatchedLines
  }

  /// The line index nearest to the expected one, in git's order; nil where there is none.
  func position(
    in image: WorkingImage, expected: Int, atBeginning: Bool, atEnd: Bool
  ) -> Int? {
    var work = 0
    if atBeginning || atEnd {
      let only = atBeginning ? 0 : image.count - lines.count
      let fits = !atEnd || only + lines.count == image.count
      return fits && matches(image, at: only, atEnd: atEnd, work: &work) ? only : nil
    }
    let last = image.count - lines.count
    guard last >= 0 else { return nil }
    let start = (0...image.count).contains(expected) ? expected : image.count
    var distance = 0
    while distance <= max(start, image.count - start) {
      if work > image.count + lines.count { return farPosition(in: image, from: start) }
      for position in distance == 0 ? [start] : [start + distance, start - distance]
      where matches(image, at: position, atEnd: false, work: &work) { return position }
      distance += 1
    }
    return nil
  }

  private func farPosition(in image: WorkingImage, from start: Int) -> Int? {
    var best: Int?
    var work = 0
    for candidate in candidates(in: image) {
      if let best, Self.rank(best, from: start) < Self.rank(candidate, from: start) { continue }
      if matches(image, at: candidate, atEnd: false, work: &work) { best = candidate }
    }
    return best
  }

  /// The turn at which git would come by.
  private static func rank(_ position: Int, from start: Int) -> Int {
    position > start ? 2 * (position - start) - 1 : 2 * (start - position)
  }

  /// Whether the lines stand at the position, byte for byte.
  ///
  /// As in git, a last line without line feed matches a line that continues with nothing but white
  /// space, unless it must be the end of the file.
  /// The work grows by the lines compared.
  private func matches(
    _ image: WorkingImage, at position: Int, atEnd: Bool, work: inout Int
  ) -> Bool {
    work += 1
    guard position >= 0, position + lines.count <= image.count else { return false }
    for (offset, line) in lines.enumerated() {
      work += 1
      let found = image[position + offset]
      if found.isPatched, !seesPatchedLines { return false }
      let isOpenEnded = offset == lines.count - 1 && line.lacksNewline && !atEnd
      if isOpenEnded {
        let content = image.content(position + offset)
        guard content.starts(with: line.content),
          content.dropFirst(line.content.count).allSatisfy(ASCII.isSpace)
        else { return false }
      } else {
        guard found.hash == hashes[offset],
          image.content(position + offset) == line.content
        else { return false }
      }
    }
    return true
  }

  /// Positions where the hashes of all lines agree; a last line without line feed is left to the
  /// comparison of bytes.
  private func candidates(in image: WorkingImage) -> [Int] {
    let pattern = lines.last?.lacksNewline == true ? hashes.dropLast() : hashes[...]
    let last = image.count - lines.count
    guard last >= 0 else { return [] }
    guard !pattern.isEmpty else { return Array(0...last) }
    let borders = Self.borders(of: pattern)
    var found: [Int] = []
    var matched = 0
    for index in 0..<image.count {
      let line = image[index]
      if line.isPatched, !seesPatchedLines {
        matched = 0
        continue
      }
      while matched > 0, pattern[matched] != line.hash { matched = borders[matched - 1] }
      if pattern[matched] == line.hash { matched += 1 }
      if matched == pattern.count {
        let start = index + 1 - matched
        if start <= last { found.append(start) }
        matched = borders[matched - 1]
      }
    }
    return found
  }

  /// For each prefix, the length of the longest proper prefix that also ends it.
  private static func borders(of pattern: ArraySlice<UInt32>) -> [Int] {
    var borders = [Int](repeating: 0, count: pattern.count)
    var length = 0
    for index in pattern.indices.dropFirst() {
      while length > 0, pattern[length] != pattern[index] { length = borders[length - 1] }
      if pattern[length] == pattern[index] { length += 1 }
      borders[index] = length
    }
    return borders
  }
}
