package import Documents

extension ApplyDocument {
  /// How much of the series applied to what, such as `applied 11 of 11 onto the folder`.
  package var words: String {
    let applied = patches.count { $0.status == .applied }
    let onto =
      switch base.kind {
      case .repository: base.commit.map { String($0.prefix(12)) } ?? "an empty repository"
      case .tree: "the folder"
      case .hollow: "a base made of their own context"
      }
    let offsets = patches.flatMap(\.hunks).count { $0.offset != 0 }
    return "applied \(applied) of \(patches.count) onto \(onto)"
      + (offsets == 0 ? "" : ", \(Columns.counted(offsets, "hunk")) at an offset")
  }
}

/// How much of a series is here, in words.
package enum PatchCount {
  /// The counts alone, such as `10 of 11 patches`.
  package static func words(_ here: Int, of expected: Int) -> String {
    "\(here) of \(Columns.counted(expected, "patch", "patches"))"
  }

  /// The counts as a sentence, such as `10 of 11 patches are here`.
  package static func sentence(_ here: Int, of expected: Int) -> String {
    "\(words(here, of: expected)) \(expected == 1 ? "is" : "are") here"
  }
}

extension SeriesSummary {
  /// How much of the series is here, such as `10 of 11 patches`.
  package var patchCount: String { PatchCount.words(patches.count, of: expected) }
}

extension ClaimSummary {
  /// The claimed figures before and after the series, such as `writev:32x4k: 107 → 480 MB/s`.
  package var words: String {
    "\(workload): \(Columns.count(before)) → \(Columns.count(after)) \(unit)"
  }
}

/// What all subjects of a series begin with, which tables leave out.
package enum CommonPrefix {
  /// The first subject's part up to a colon and the space behind it, where all begin so; else nothing.
  package static func of(_ subjects: [String]) -> String {
    guard let first = subjects.first, let colon = first.firstRange(of: ": ") else { return "" }
    let prefix = String(first[..<colon.upperBound])
    return subjects.allSatisfy { $0.hasPrefix(prefix) } ? prefix : ""
  }
}

extension Run {
  /// What the subjects of all measured patches begin with.
  package var commonPrefix: String {
    CommonPrefix.of(lanes.values.flatMap(\.workloads).flatMap(\.stages).compactMap(\.subject))
  }
}
