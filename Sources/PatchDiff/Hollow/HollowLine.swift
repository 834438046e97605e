/// A line of which a series tells the content.
package struct HollowLine: Sendable, Hashable {
  /// Who says so.
  ///
  /// Patches count from 0 in the order of the series.
  package enum Origin: Sendable, Hashable {
    /// It stood in the base; the patch was the first to show it.
    case base(shownBy: Int)
    /// The patch wrote it.
    case patch(Int)
  }

  /// The line with its line feed, if it has one.
  package let content: ArraySlice<UInt8>
  /// Who says so.
  package let origin: Origin
}

/// A piece of a hollow file.
package enum HollowPiece: Sendable, Hashable {
  /// Lines no patch has shown yet; `count` is nil for the rest of the file, which may be empty.
  case unknown(count: Int?)
  /// A line that is known.
  case known(HollowLine)
}

/// Why a patch contradicts what the patches before it have shown or written.
package struct HollowConflict: Sendable, Hashable {
  /// What is wrong.
  package enum Reason: Sendable, Hashable {
    /// A known line is another one.
    case lineDiffers
    /// The file is known to end before.
    case beyondEnd
    /// The hunk claims the file's end, but lines are known behind it.
    case notAtEnd
    /// An earlier patch took the file away, or it was renamed.
    case fileMissing(since: Int)
    /// The file is known to be there already.
    case fileExists
    /// The deletion leaves known lines behind.
    case deletionLeavesContent
  }

  /// The patch, from 0.
  package let patch: Int
  /// The file, by the name before the patch.
  package let path: TreePath
  /// The hunk's place in its diff, from 0; nil for the file as a whole.
  package let hunkIndex: Int?
  /// The line of the file after the patches before this one, 1-based; 0 for the file as a whole.
  package let line: Int
  /// The 1-based line of the patch text.
  package let patchLine: Int
  /// The line the patch expects.
  package let expected: [UInt8]
  /// The line that is there.
  package let found: [UInt8]
  /// Who put the line there.
  package let origin: HollowLine.Origin?
  /// What is wrong.
  package let reason: Reason
}
