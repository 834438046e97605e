internal import CommandLane
internal import Documents
internal import PatchDiff

extension StageSources {
  /// What each patch does to its files, by its own diff.
  var touchedFiles: [PatchNumber: [TouchedFile]] {
    var touched: [PatchNumber: [TouchedFile]] = [:]
    for patch in series?.patches ?? [] {
      guard let diff = patch.diff else { continue }
      touched[patch.number] = ParsedPatch(Array(diff.utf8)).files.map(TouchedFile.init)
    }
    return touched
  }
}

extension TouchedFile {
  /// Takes the changed lines of a diff, and under which definition each stands.
  init(_ diff: FileDiff) {
    self.init(oldPath: diff.oldPath?.description, newPath: diff.newPath?.description)
    for hunk in diff.hunks {
      var (old, new) = (hunk.oldStart, hunk.newStart)
      var heading = String(decoding: hunk.section, as: UTF8.self)
      for line in hunk.lines {
        if Self.beginsDefinition(line.text) {
          heading = String(decoding: line.text, as: UTF8.self)
        }
        switch line.kind {
        case .context:
          old += 1
          new += 1
          continue
        case .removed:
          removed.insert(old)
          old += 1
        case .added:
          added.insert(new)
          new += 1
        }
        if !heading.isEmpty { headings.insert(heading) }
      }
    }
  }

  /// Whether a line begins a definition, as git finds the headings of hunks: with a letter, `_` or `$`;
  /// labels are none.
  private static func beginsDefinition(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, line.last != 0x3A else { return false }
    return first == 0x24 || first == 0x5F || UInt8(ascii: "a")...UInt8(ascii: "z") ~= first | 0x20
  }
}
