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

  /// Says of which patches it is, how many rounds stand behind their figures, and what is new.
  var words: String { lines.joined(separator: "; ") }

  /// The same, line by line.
  var lines: [String] { [patchWords] + (isSeam ? [seamWords] : []) }

  /// What follows is compared with this stage in new rounds, which its own figures are of.
  private var seamWords: String {
    "the median of patch \(patches.last?.description ?? "?") and its change against the base are of this run"
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
