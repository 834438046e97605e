/// A hunk that has found its place.
package struct AppliedHunk: Sendable, Hashable {
  /// The file, by its name after the patch.
  package let path: TreePath
  /// The hunk's place among the hunks of its diff, from 0.
  package let hunkIndex: Int
  /// Lines between where the patch says and where it applied; positive is further down.
  package let offset: Int
  /// The first line it covers in the file as it then was, 1-based.
  package let line: Int
}

/// Why a part of a patch does not apply, and what stands there instead.
package struct HunkReject: Sendable, Hashable {
  /// What is in the way.
  package enum Reason: Sendable, Hashable {
    /// The lines the hunk needs are nowhere in the file.
    case contextDiffers
    /// The lines the hunk would write are there, from this line on.
    case alreadyApplied(line: Int)
    /// The lines are there except for white space.
    case whitespaceDiffers
    /// The lines are there but end in CR LF, or the patch's do.
    case lineEndingsDiffer
    /// The lines are there, but the hunk claims the start of the file.
    case notAtBeginning(line: Int)
    /// The lines are there, but the hunk claims the end of the file.
    case notAtEnd(line: Int)
    /// The lines are there only where an earlier hunk of the same diff has been.
    case overlapsEarlierHunk(line: Int)
    /// An added line has a white space error, which was not to pass.
    case whitespaceError(patchLine: Int)
    /// The file to change is not there.
    case fileMissing
    /// The file to make is there.
    case fileExists
    /// The file was renamed or deleted earlier in the same patch.
    case fileRenamedOrDeleted
    /// A directory stands where a file is to be made, or a file where a directory is needed.
    case pathOccupied(by: TreePath)
    /// The entry is of another type: a link, a submodule, a file.
    case wrongType(expected: FileMode, found: FileMode)
    /// The deletion leaves content behind.
    case deletionLeavesContent
    /// Git never lets such a name into a tree.
    case unsafePath
    /// The path leads through a symbolic link.
    case beyondSymlink
    /// The patch only says that binary files differ, or does not give the full object ids.
    case binaryWithoutContent
    /// The binary preimage is another one.
    case binaryPreimageDiffers(expected: String, found: String)
    /// The binary data cannot be inflated, or its delta does not fit the preimage.
    case binaryCorrupt(BinaryFault)
    /// The binary data makes another file than the one named.
    case binaryResultDiffers(expected: String, found: String)
    /// The content of a submodule entry is not an object id.
    case malformedSubmodule
  }

  /// The place in the file that looks most like what the hunk needs.
  package struct NearestMatch: Sendable, Hashable {
    /// The first line of the place, 1-based.
    package let line: Int
    /// How many of the hunk's lines differ there.
    package let differingLines: Int
  }

  /// The file, by the name git reports: the one before the patch, else the one after it.
  package let path: TreePath
  /// The diff's place in the patch, from 0.
  package let fileIndex: Int
  /// The hunk's place in its diff, from 0; nil where the file as a whole is refused.
  package let hunkIndex: Int?
  /// The line of the preimage the hunk names, as in git's "patch failed: file:line"; 0 for a whole
  /// file.
  package let line: Int
  /// The 1-based line of the patch text.
  package let patchLine: Int
  /// The lines the hunk needs.
  package let expected: [UInt8]
  /// The lines at the nearest match, or at the named line where nothing is alike.
  package let found: [UInt8]
  /// The nearest match, where any line is alike.
  package let nearest: NearestMatch?
  /// What is in the way.
  package let reason: Reason
}
