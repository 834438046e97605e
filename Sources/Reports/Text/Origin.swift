internal import Documents
internal import Presentation

/// The earlier run in which some patches of a workload were measured.
struct Origin {
  /// The patches, one after the other.
  let patches: [PatchNumber]
  /// When that run began.
  let started: String
  let rounds: Int?
  /// Whether new rounds begin at the last patch's stage.
  var isSeam = false

  /// Which patches come from that run, its number of rounds, and which figures are new.
  var words: String { lines.joined(separator: "; ") }

  /// The same, line by line.
  var lines: [String] { [patchWords] + (isSeam ? [seamWords] : []) }

  /// The next stage is compared with the last one of these in new rounds, so the figures of the last
  /// one are new as well.
  private var seamWords: String {
    "the level of patch \(patches.last?.description ?? "?") and its change against the base are of this run"
  }

  private var patchWords: String {
    "\(PatchRanges.words(patches)) \(patches.count == 1 ? "was" : "were") measured"
      + (rounds.map { " in \(Columns.counted($0, "round"))" } ?? "")
      + " by the run of \(started)"
  }
}

extension WorkloadResult {
  /// The earlier runs whose results stand here, by patch; none where everything is of one run.
  var origins: [Origin] {
    var origins: [Origin] = []
    var before: StagePlace?
    for stage in stages {
      guard let started = stage.known, let patch = stage.patch else { continue }
      var patches = [patch]
      if let last = origins.last, last.started == started,
        before == StagePlace(stage.place.rawValue - 1)
      {
        patches = last.patches + patches
        origins.removeLast()
      }
      before = stage.place
      origins.append(Origin(patches: patches, started: started, rounds: stage.knownRounds))
    }
    if let last = origins.indices.last { origins[last].isSeam = true }
    return origins
  }

  /// The earlier run whose first patch here is this one.
  func origin(beginningAt patch: PatchNumber?) -> Origin? {
    patch.flatMap { patch in origins.first { $0.patches.first == patch } }
  }
}
