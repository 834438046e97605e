internal import Documents

/// A row of a run with what tells its patch from all others.
struct IdentifiedRow {
  let stage: StageResult
  private let keys: [PatchIdentity: String]

  /// The row's patch as the mail of its run has it.
  init(_ stage: StageResult, of run: Run) {
    self.stage = stage
    let patch = run.series?.patches.first { $0.number == stage.patch }
    func trailer(_ key: String) -> String? {
      patch?.trailers.first { $0.key.lowercased() == key }?.value
    }
    var keys = [PatchIdentity.title: stage.subject ?? stage.title]
    keys[.patchID] = patch?.patchID
    keys[.changeID] = trailer("change-id")
    keys[.messageID] = trailer("message-id")
    self.keys = keys
  }

  func key(_ identity: PatchIdentity) -> String? { keys[identity] }
}

/// One patch through several runs.
struct PatchTrack {
  /// The patch's row in each run that has it.
  var rows: [Int: IdentifiedRow]
  /// By what it was found in a run.
  var pairedBy: [Int: PatchIdentity] = [:]
  /// Runs in which several patches may be it.
  var ambiguousIn: Set<Int> = []

  /// Where the patch stands: the last run that has it, and its place there.
  var latest: (run: Int, row: IdentifiedRow)? {
    rows.max { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func key(_ identity: PatchIdentity) -> String? { latest?.row.key(identity) }

  /// Finds the patches of each run again in the next ones, by the surest identity that both have and that
  /// is no other's.
  ///
  /// - Parameter runs: The rows of each run.
  /// - Returns: The patches, in the order of the last run; those that it does not have follow.
  static func follow(_ runs: [[IdentifiedRow]]) -> [PatchTrack] {
    var tracks: [PatchTrack] = []
    for (run, rows) in runs.enumerated() { tracks = pair(rows, of: run, with: tracks) }
    return tracks.sorted {
      guard let left = $0.latest, let right = $1.latest else { return false }
      return (-left.run, left.row.stage.place) < (-right.run, right.row.stage.place)
    }
  }

  private static func pair(
    _ rows: [IdentifiedRow], of run: Int, with earlier: [PatchTrack]
  ) -> [PatchTrack] {
    var tracks = earlier
    var left = Array(rows.indices)
    var open = Array(tracks.indices)
    var ambiguous: Set<Int> = []
    for identity in PatchIdentity.allCases {
      let before = Dictionary(grouping: open.filter { tracks[$0].key(identity) != nil }) {
        tracks[$0].key(identity)
      }
      let after = Dictionary(grouping: left.filter { rows[$0].key(identity) != nil }) {
        rows[$0].key(identity)
      }
      for (key, candidates) in before {
        guard let found = after[key] else { continue }
        if let track = candidates.first, let row = found.first, candidates.count == 1,
          found.count == 1
        {
          tracks[track].rows[run] = rows[row]
          tracks[track].pairedBy[run] = identity
          open.removeAll { $0 == track }
          left.removeAll { $0 == row }
        } else {
          for track in candidates { tracks[track].ambiguousIn.insert(run) }
          ambiguous.formUnion(found)
        }
      }
    }
    for row in left {
      var track = PatchTrack(rows: [run: rows[row]])
      if ambiguous.contains(row) { track.ambiguousIn = [run] }
      tracks.append(track)
    }
    return tracks
  }
}
