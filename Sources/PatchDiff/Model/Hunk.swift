internal import Bytes

/// One line inside a hunk.
package struct HunkLine: Sendable, Hashable {
  /// What a line does to the file.
  package enum Kind: Sendable, Hashable {
    /// In the preimage and the postimage.
    case context
    /// In the preimage only.
    case removed
    /// In the postimage only.
    case added
  }

  /// What the line does.
  package let kind: Kind
  /// The line of the file with its line feed, or without one where the patch says so; a slice of
  /// the patch.
  package let content: ArraySlice<UInt8>
  /// The 1-based line of the patch text.
  package let patchLine: Int

  /// The line without its line feed.
  package var text: ArraySlice<UInt8> { content.withoutLineFeed }
  /// Whether the patch marks the line with `\ No newline at end of file`.
  package var lacksNewline: Bool { content.last != ASCII.lineFeed }
}

/// One hunk: a run of lines of the preimage and what becomes of it.
package struct Hunk: Sendable, Hashable {
  /// The first line in the preimage, 1-based; 0 for an empty preimage.
  package let oldStart: Int
  /// Lines of the preimage.
  package let oldCount: Int
  /// The first line in the postimage, 1-based; 0 for an empty postimage.
  package let newStart: Int
  /// Lines of the postimage.
  package let newCount: Int
  /// What stands after the second `@@`, without the space before it and the line feed.
  package let section: ArraySlice<UInt8>
  /// The lines in the order of the patch.
  package let lines: [HunkLine]
  /// Context lines before the first change.
  package let leadingContext: Int
  /// Context lines after the last change.
  package let trailingContext: Int
  /// The 1-based line of the patch text on which the `@@` stands.
  package let patchLine: Int

  /// Lines added.
  package var additions: Int { lines.count { $0.kind == .added } }
  /// Lines removed.
  package var deletions: Int { lines.count { $0.kind == .removed } }
  /// The lines that must be there, in order.
  package var preimage: [HunkLine] { lines.filter { $0.kind != .added } }
  /// The lines that are there afterwards, in order.
  package var postimage: [HunkLine] { lines.filter { $0.kind != .removed } }
}
