internal import Bytes

extension FileDiff {
  /// Reads every diff in a patch text, with the rules of `git apply`.
  ///
  /// Text that belongs to no diff (notes after `---`, a diffstat, a signature) is passed over. The
  /// slices of the result share the given bytes. Linear in the length of the text.
  ///
  /// - Parameters:
  ///   - patch: The patch as `git mailinfo` writes it, or any unified diff.
  ///   - options: How many leading components of names are dropped.
  /// - Returns: The diffs in the order of the patch; empty where the text holds none, which `git
  ///   apply` and `git am` refuse.
  /// - Throws: ``DiffError`` at the first line that git would refuse.
  package static func parse(
    patch: [UInt8], options: DiffOptions = DiffOptions()
  ) throws(DiffError) -> [FileDiff] {
    var parser = DiffParser(patch, options: options)
    var files: [FileDiff] = []
    while let header = try parser.nextHeader() {
      files.append(try parser.parseBody(of: header))
    }
    return files
  }
}

/// A position in a patch text and the two facts that git carries from diff to diff.
struct DiffParser {
  let bytes: [UInt8]
  /// Where the current line starts.
  var position = 0
  /// The current line, 1-based.
  var line = 1
  /// Leading components to drop from names.
  var stripLevel: Int
  /// Whether the caller or a traditional diff has settled ``stripLevel``.
  var stripLevelIsKnown: Bool

  init(_ bytes: [UInt8], options: DiffOptions) {
    self.bytes = bytes
    stripLevel = options.strip ?? 1
    stripLevelIsKnown = options.strip != nil
  }

  /// The line at a position with its line feed; empty at the end.
  func line(at start: Int) -> ArraySlice<UInt8> {
    guard start < bytes.count else { return [] }
    let rest = bytes[start...]
    guard let end = rest.firstIndex(of: ASCII.lineFeed) else { return rest }
    return bytes[start...end]
  }

  mutating func advance(over current: ArraySlice<UInt8>) {
    position += current.count
    line += 1
  }

  func error(_ reason: DiffError.Reason) -> DiffError {
    DiffError(reason: reason, line: line)
  }

  /// Moves to the next diff and reads its header; nil at the end of the text.
  mutating func nextHeader() throws(DiffError) -> FileHeader? {
    while position < bytes.count {
      let current = line(at: position)
      guard current.count >= 6 else {
        advance(over: current)
        continue
      }
      if current.hasPrefix("@@ -"), HunkRange.parse(header: current) != nil {
        throw error(.hunkWithoutFile)
      }
      guard bytes.count >= position + current.count + 6 else { return nil }
      if current.hasPrefix("diff --git ") {
        if let header = try parseGitHeader(current) { return header }
      } else if let header = try parseTraditionalHeader(current) {
        return header
      } else {
        advance(over: current)
      }
    }
    return nil
  }

  /// Reads the hunks or the binary part behind a header.
  mutating func parseBody(of header: FileHeader) throws(DiffError) -> FileDiff {
    var header = header
    var hunks: [Hunk] = []
    while bytes.count - position > 4, line(at: position).hasPrefix("@@ -") {
      hunks.append(try parseHunk(in: header))
    }
    let hasOldLines = hunks.contains { $0.oldCount > 0 }
    let hasNewLines = hunks.contains { $0.newCount > 0 }
    if header.isNew == nil, hasOldLines || hunks.count > 1 { header.isNew = false }
    if header.isDelete == nil, hasNewLines || hunks.count > 1 { header.isDelete = false }
    if header.isNew == true, hasOldLines {
      throw error(.newFileDependsOnOldContents(header.shownName))
    }
    if header.isDelete == true, hasNewLines {
      throw error(.deletedFileStillHasContents(header.shownName))
    }
    let binary = hunks.isEmpty ? try parseBinary() : nil
    if hunks.isEmpty, binary == nil, !header.changesMetadata {
      throw error(.onlyGarbage)
    }
    return header.fileDiff(hunks: hunks, binary: binary)
  }
}
