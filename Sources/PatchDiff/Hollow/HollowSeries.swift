/// What one patch did to the hollow files.
package struct HollowStage: Sendable {
  /// The hunks that found their place.
  package let hunks: [AppliedHunk]
  /// Where the patch contradicts those before it.
  package let conflicts: [HollowConflict]
  /// The files it touched, as they are afterwards; nil for one that is gone.
  package let files: [TreePath: HollowFile?]
}

/// A series replayed on a base built from the series itself.
///
/// Nothing but the patches is needed: what they remove or show as context must have been there. A
/// line that no patch has shown yet matches anything and is known from then on, so a patch that
/// contradicts an earlier one is found, and the earlier one is named.
package struct HollowSeries: Sendable {
  /// The known lines of the base's files, by 1-based line number.
  package private(set) var base: [TreePath: [Int: ArraySlice<UInt8>]] = [:]
  /// One stage for each patch, in order.
  package private(set) var stages: [HollowStage] = []
  /// The files that any patch touched, as the last one leaves them.
  package private(set) var files: [TreePath: HollowFile] = [:]
  /// The patch that took a file away.
  private var missing: [TreePath: Int] = [:]

  /// Replays the series; a diff costs its own lines and those known of its file.
  ///
  /// - Parameter patches: The diffs of each patch, in order.
  package init(replaying patches: [[FileDiff]]) {
    for (index, diffs) in patches.enumerated() { replay(diffs, patch: index) }
  }

  private mutating func replay(_ diffs: [FileDiff], patch: Int) {
    let original = files
    var hunks: [AppliedHunk] = []
    var conflicts: [HollowConflict] = []
    var written: [TreePath: HollowFile] = [:]
    let freed = Set(diffs.filter(\.freesOldPath).compactMap(\.oldPath))
    for diff in diffs {
      var replay = HollowDiff(diff, patch: patch)
      var file: HollowFile
      if let old = diff.oldPath, diff.creation != .yes {
        let readsOriginal = diff.status == .renamed || diff.status == .copied
        let current = readsOriginal ? original[old] : written[old] ?? original[old]
        file = current ?? HollowFile(basePath: old)
        if let since = missing[old], current == nil { replay.refuse(.fileMissing(since: since)) }
      } else {
        file = HollowFile()
      }
      let makesFile = diff.creation == .yes || diff.status == .renamed || diff.status == .copied
      if makesFile, let new = diff.newPath, original[new] != nil, !freed.contains(new) {
        replay.refuse(.fileExists)
      }
      replay.apply(to: &file, base: &base)
      if diff.status == .deleted, replay.conflicts.isEmpty, file.hasKnownLines {
        replay.refuse(.deletionLeavesContent)
      }
      if let new = diff.newPath, diff.status != .deleted { written[new] = file }
      hunks += replay.hunks
      conflicts += replay.conflicts
    }
    let gone = Set(
      diffs.filter { $0.freesOldPath || $0.oldPath != $0.newPath && $0.status == .modified }
        .compactMap(\.oldPath))
    for path in gone {
      files[path] = nil
      missing[path] = patch
    }
    for (path, file) in written {
      files[path] = file
      missing[path] = nil
    }
    var touched: [TreePath: HollowFile?] = written
    for path in gone where written[path] == nil { touched[path] = .some(nil) }
    stages.append(HollowStage(hunks: hunks, conflicts: conflicts, files: touched))
  }
}

extension FileDiff {
  /// Whether the old name is free once the patch is through.
  var freesOldPath: Bool { status == .deleted || status == .renamed }
}

/// One diff of a patch while it is replayed.
private struct HollowDiff {
  let diff: FileDiff
  let patch: Int
  /// Searches over the whole file that one diff may cost; later hunks must stand where they say.
  private static let searchesMaximum = 64
  private var searchCount = 0
  var hunks: [AppliedHunk] = []
  var conflicts: [HollowConflict] = []

  init(_ diff: FileDiff, patch: Int) {
    self.diff = diff
    self.patch = patch
  }

  mutating func refuse(_ reason: HollowConflict.Reason) {
    conflicts.append(
      HollowConflict(
        patch: patch, path: diff.oldPath ?? diff.path, hunkIndex: nil, line: 0,
        patchLine: diff.patchLine, expected: [], found: [], origin: nil, reason: reason))
  }

  mutating func apply(
    to file: inout HollowFile, base: inout [TreePath: [Int: ArraySlice<UInt8>]]
  ) {
    if let path = file.basePath, base[path] == nil { base[path] = [:] }
    for (index, hunk) in diff.hunks.enumerated() {
      let hollow = HollowHunk(hunk, patch: patch)
      do throws(HollowHunk.Mismatch) {
        let placement = try hollow.apply(
          to: &file, searches: searchCount < Self.searchesMaximum)
        if placement.offset != 0 { searchCount += 1 }
        hunks.append(
          AppliedHunk(
            path: diff.path, hunkIndex: index, offset: placement.offset,
            line: hollow.expected + placement.offset + 1))
        if let path = file.basePath {
          for line in placement.learned { base[path]?[line.baseLine] = line.content }
        }
      } catch {
        searchCount += 1
        conflicts.append(conflict(error, hunk, index))
        hollow.force(into: &file)
      }
    }
  }
  private func conflict(
    _ mismatch: HollowHunk.Mismatch, _ hunk: Hunk, _ index: Int
  ) -> HollowConflict {
    HollowConflict(
      patch: patch, path: diff.oldPath ?? diff.path, hunkIndex: index,
      line: mismatch.position + 1, patchLine: mismatch.wanted?.patchLine ?? hunk.patchLine,
      expected: Array(mismatch.wanted?.content ?? []),
      found: Array(mismatch.found?.content ?? []), origin: mismatch.found?.origin,
      reason: mismatch.reason)
  }
}
