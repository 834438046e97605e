/// One line inside a hunk.
public struct HunkLine: Sendable, Hashable {
  /// What a line does to the file.
  public enum Kind: Sendable, Hashable {
    /// In the preimage and the postimage.
    case context
    /// In the preimage only.
    case removed
    /// In the postimage only.
    case added
  }

  /// What the line does.
  public let kind: Kind
  /// The line of the file with its line feed, or without one where the patch says so; a slice of
  /// the patch.
  public let content: ArraySlice<UInt8>
  /// The 1-based line of the patch text.
  public let patchLine: Int

  /// The line without its line feed.
  public var text: ArraySlice<UInt8> { content.withoutLineFeed }
  /// Whether the patch marks the line with `\ No newline at end of file`.
  public var lacksNewline: Bool { content.last != Byte.lineFeed }
}

/// One hunk: a run of lines of the preimage and what becomes of it.
public struct Hunk: Sendable, Hashable {
  /// The first line in the preimage, 1-based; 0 for an empty preimage.
  public let oldStart: Int
  /// Lines of the preimage.
  public let oldCount: Int
  /// The first line in the postimage, 1-based; 0 for an empty postimage.
  public let newStart: Int
  /// Lines of the postimage.
  public let newCount: Int
  /// What stands after the second `@@`, without the space before it and the line feed.
  public let section: ArraySlice<UInt8>
  /// The lines in the order of the patch.
  public let lines: [HunkLine]
  /// Context lines before the first change.
  public let leadingContext: Int
  /// Context lines after the last change.
  public let trailingContext: Int
  /// The 1-based line of the patch text on which the `@@` stands.
  public let patchLine: Int

  /// Lines added.
  public var additions: Int { lines.count { $0.kind == .added } }
  /// Lines removed.
  public var deletions: Int { lines.count { $0.kind == .removed } }
  /// The lines that must be there, in order.
  public var preimage: [HunkLine] { lines.filter { $0.kind != .added } }
  /// The lines that are there afterwards, in order.
  public var postimage: [HunkLine] { lines.filter { $0.kind != .removed } }
}
