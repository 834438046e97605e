internal import Documents
internal import PatchDiff

/// A patch to be applied to a base made of the series' own context.
struct HollowPatch {
  let number: PatchNumber
  /// The diffs; none where there is no text or it cannot be read.
  let files: [FileDiff]
  /// Why the text cannot be read.
  let problem: String?
}

extension ParsedSeries {
  /// The patches to work on.
  var hollowPatches: [HollowPatch] {
    patches.map {
      HollowPatch(
        number: PatchNumber($0.number), files: $0.diff?.files ?? [], problem: $0.problem?.message)
    }
  }
}

extension SeriesSummary {
  /// The patches with the diffs of the document's text, which is all that a run that was kept holds.
  ///
  /// Where the mails are at hand, ``ParsedSeries`` has the diffs of their bytes.
  var hollowPatches: [HollowPatch] {
    patches.map { patch in
      let diff = patch.diff.map {
        ParsedPatch(Array(($0.hasSuffix("\n") ? $0 : $0 + "\n").utf8))
      }
      return HollowPatch(
        number: patch.number, files: diff?.files ?? [], problem: diff?.error?.description)
    }
  }
}
