/// What came of applying the hunks of one diff.
package struct HunkApplication: Sendable, Hashable {
  /// The file with the hunks that applied.
  package let image: FileImage
  /// The hunks that applied, in order.
  package let applied: [AppliedHunk]
  /// The hunks that did not; where there is one, git leaves the file alone.
  package let rejects: [HunkReject]
}

extension FileDiff {
  /// How many failed hunks of one diff are explained.
  package static let rejectsMaximum = 16

  /// Applies the hunks to a file's content with the semantics of `git apply`: any offset, no fuzz.
  ///
  /// Hunks after a failed one are tried all the same, so that much of what is wrong is reported at
  /// once; git stops at the first, this after ``rejectsMaximum``. A search is linear in the file.
  ///
  /// - Parameters:
  ///   - image: The file's content.
  ///   - minimumContext: Context lines that must match before and after (`git apply -C`); all of
  ///     them if nil.
  ///   - whitespace: What is done about white space errors in added lines.
  ///   - fileIndex: The diff's place in its patch, for the rejects.
  /// - Returns: The new content with the place of each hunk, or what is in the way.
  package func applyHunks(
    to image: FileImage, minimumContext: Int? = nil, whitespace: WhitespaceAction = .keep,
    fileIndex: Int = 0
  ) -> HunkApplication {
    var working = WorkingImage(image)
    var applied: [AppliedHunk] = []
    var rejects: [HunkReject] = []
    for (index, hunk) in hunks.enumerated() where rejects.count < Self.rejectsMaximum {
      var placement = HunkPlacement(hunk)
      let found = placement.find(in: working, minimumContext: minimumContext)
      let reason = found.map { placement.settle(whitespace, of: hunk, at: $0, in: working) }
      if let position = found, case .some(nil) = reason {
        working.replace(
          at: position, count: placement.preimage.count, with: placement.postimage)
        applied.append(
          AppliedHunk(
            path: path, hunkIndex: index, offset: position - placement.expected,
            line: position + 1))
      } else {
        let diagnosis = HunkDiagnosis(of: hunk, in: working)
        rejects.append(
          HunkReject(
            path: oldPath ?? path, fileIndex: fileIndex, hunkIndex: index, line: hunk.oldStart,
            patchLine: hunk.patchLine, expected: hunk.preimage.flatMap(\.content),
            found: diagnosis.found, nearest: diagnosis.nearest,
            reason: (reason ?? nil) ?? diagnosis.reason))
      }
    }
    return HunkApplication(
      image: applied.isEmpty ? image : working.finished(), applied: applied, rejects: rejects)
  }
}

/// The search for one hunk's place, with the context it may give up.
struct HunkPlacement {
  private(set) var preimage: ArraySlice<HunkLine>
  private(set) var postimage: ArraySlice<HunkLine>
  /// Where the hunk should stand, from 0; the preimage of a hunk is placed by its postimage's
  /// number, as git does.
  private(set) var expected: Int
  private var leading: Int
  private var trailing: Int
  /// A hunk that starts at the file's first line must match there.
  private var atBeginning: Bool
  /// A hunk without trailing context must match at the file's end.
  private var atEnd: Bool

  init(_ hunk: Hunk) {
    preimage = hunk.preimage[...]
    postimage = hunk.postimage[...]
    expected = max(0, hunk.newStart - 1)
    leading = hunk.leadingContext
    trailing = hunk.trailingContext
    atBeginning = hunk.oldStart <= 1
    atEnd = hunk.trailingContext == 0
  }

  /// The position from 0; context is given up only down to the stated minimum, the longer side
  /// first.
  mutating func find(in image: WorkingImage, minimumContext: Int?) -> Int? {
    while true {
      let search = HunkSearch(Array(preimage))
      if let position = search.position(
        in: image, expected: expected, atBeginning: atBeginning, atEnd: atEnd)
      {
        return position
      }
      guard let minimumContext, leading > minimumContext || trailing > minimumContext else {
        return nil
      }
      if atBeginning || atEnd {
        (atBeginning, atEnd) = (false, false)
        continue
      }
      if leading >= trailing {
        preimage.removeFirst()
        postimage.removeFirst()
        expected -= 1
        leading -= 1
      }
      if trailing > leading {
        preimage.removeLast()
        postimage.removeLast()
        trailing -= 1
      }
    }
  }

  /// Mends the white space of the added lines at the place that was found, or tells what stops them.
  mutating func settle(
    _ action: WhitespaceAction, of hunk: Hunk, at position: Int, in image: WorkingImage
  ) -> HunkReject.Reason? {
    if action == .keep { return nil }
    let reachesEnd = position + preimage.count >= image.count
    let blankLines = reachesEnd ? hunk.addedBlankLinesAtEnd : 0
    if action == .refuse {
      let line = hunk.firstWhitespaceError ?? (blankLines > 0 ? hunk.lines.last : nil)
      return line.map { .whitespaceError(patchLine: $0.patchLine) }
    }
    postimage =
      postimage.dropLast(blankLines).map { line in
        guard line.kind == .added else { return line }
        return HunkLine(
          kind: .added, content: Whitespace.fixed(line.content), patchLine: line.patchLine)
      }[...]
    return nil
  }
}
