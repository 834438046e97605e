internal import Bytes

/// What a hunk does to a hollow file.
struct HollowHunk {
  /// The difference that stops it; nil where it applied.
  struct Mismatch: Error {
    let reason: HollowConflict.Reason
    let position: Int
    let wanted: HunkLine?
    let found: HollowLine?
  }

  /// Where it applied, and which lines of the base it was the first to show.
  struct Placement {
    let offset: Int
    let learned: [(baseLine: Int, content: ArraySlice<UInt8>)]
  }

  let hunk: Hunk
  let preimage: [HunkLine]
  let patch: Int

  init(_ hunk: Hunk, patch: Int) {
    self.hunk = hunk
    preimage = hunk.preimage
    self.patch = patch
  }

  /// Where the headers say it belongs, from 0; a side without lines names the line before it.
  var expected: Int { max(0, hunk.newCount == 0 ? hunk.newStart : hunk.newStart - 1) }

  /// Whether the hunk claims the file's end: it has no trailing context, and not for want of any
  /// context at all.
  private var mustEnd: Bool {
    let hasContext = hunk.leadingContext > 0 || hunk.oldStart <= 1
    return hunk.trailingContext == 0 && hasContext && !preimage.isEmpty
  }

  /// Applies the hunk where it belongs, or elsewhere if the known lines leave no doubt.
  ///
  /// - Parameters:
  ///   - file: The file; its lines are as before where this throws.
  ///   - searches: Whether to look over the whole file, which is linear in it.
  /// - Returns: Where it applied.
  /// - Throws: The first difference where it belongs.
  func apply(
    to file: inout HollowFile, searches: Bool
  ) throws(Mismatch) -> Placement {
    let mismatch: Mismatch
    do throws(Mismatch) {
      return try attempt(&file, at: expected)
    } catch {
      mismatch = error
    }
    guard searches else { throw mismatch }
    for candidate in candidates(in: file) {
      if let placement = try? attempt(&file, at: candidate) { return placement }
    }
    throw mismatch
  }

  /// Writes the hunk's own view of its lines over what is there, so that one fault is reported once.
  func force(into file: inout HollowFile) {
    // A file that ends before continues with the hunk.
    _ = file.move(to: expected)
    for _ in preimage { _ = file.next(atMost: 1) }
    for line in hunk.postimage { file.push(.known(written(line))) }
  }

  private func attempt(
    _ file: inout HollowFile, at position: Int
  ) throws(Mismatch) -> Placement {
    guard file.move(to: position) else {
      throw Mismatch(
        reason: .beyondEnd, position: file.position, wanted: preimage.first, found: nil)
    }
    var taken: [HollowFile.Run] = []
    do throws(Mismatch) {
      for (offset, wanted) in preimage.enumerated() {
        guard let run = file.next(atMost: 1) else {
          throw Mismatch(
            reason: .beyondEnd, position: position + offset, wanted: wanted, found: nil)
        }
        taken.append(run)
        if case .known(let found) = run, found.content != wanted.content {
          throw Mismatch(
            reason: .lineDiffers, position: position + offset, wanted: wanted, found: found)
        }
      }
      if mustEnd, !file.endHere() {
        throw Mismatch(
          reason: .notAtEnd, position: position + preimage.count, wanted: preimage.last,
          found: nil)
      }
    } catch {
      file.putBack(taken)
      throw error
    }
    return Placement(offset: position - expected, learned: write(over: taken, in: &file))
  }

  /// Writes the postimage and returns the lines of the base that were unknown before.
  private func write(
    over taken: [HollowFile.Run], in file: inout HollowFile
  ) -> [(baseLine: Int, content: ArraySlice<UInt8>)] {
    var learned: [(baseLine: Int, content: ArraySlice<UInt8>)] = []
    var old = taken.makeIterator()
    for line in hunk.lines {
      guard line.kind != .added, let run = old.next() else {
        file.push(.known(written(line)))
        continue
      }
      if case .unknown(let baseLine, _) = run { learned.append((baseLine, line.content)) }
      guard line.kind == .context else { continue }
      if case .known = run { file.push(run) } else { file.push(.known(written(line))) }
    }
    return learned
  }

  private func written(_ line: HunkLine) -> HollowLine {
    HollowLine(
      content: line.content, origin: line.kind == .added ? .patch(patch) : .base(shownBy: patch))
  }

  /// Places, nearest first, where at least half of the hunk's lines are known to stand, one of them
  /// with a letter.
  private func candidates(in file: HollowFile) -> [Int] {
    let occurrencesMaximum = 32
    var places: [ArraySlice<UInt8>: [Int]] = [:]
    let wanted = Set(preimage.map(\.content))
    for (position, line) in file.knownLines where wanted.contains(line.content) {
      places[line.content, default: []].append(position)
    }
    var votes: [Int: (count: Int, hasLetter: Bool)] = [:]
    for (offset, line) in preimage.enumerated() {
      guard let positions = places[line.content], positions.count <= occurrencesMaximum else {
        continue
      }
      for position in positions where position >= offset {
        votes[position - offset, default: (0, false)].count += 1
        if line.content.contains(where: ASCII.isLetter) {
          votes[position - offset]?.hasLetter = true
        }
      }
    }
    return votes.filter { $0.value.hasLetter && 2 * $0.value.count >= preimage.count }
      .keys.sorted {
        let (left, right) = (abs($0 - expected), abs($1 - expected))
        return left != right ? left < right : $0 > $1
      }
  }
}
