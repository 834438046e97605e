/// Two or more runs, patch by patch: what `report` with several runs writes as JSON.
package struct ComparisonDocument: Codable, Hashable, Sendable {
  /// `patch-replay.comparison/1`.
  package var schema = "patch-replay.comparison/1"
  /// The runs; the first is the reference, beside which the others are judged.
  package var runs: [ComparedRun]
  /// The lanes that any of the runs measured.
  package var lanes: [LaneKind: ComparedLane]

  package init(runs: [ComparedRun], lanes: [LaneKind: ComparedLane]) {
    self.runs = runs
    self.lanes = lanes
  }
}

/// A run that takes part in a comparison.
package struct ComparedRun: Codable, Hashable, Sendable {
  /// The series' title, where there was one.
  @OrNull package var title: String?
  /// The series' version.
  @OrNull package var version: Int?
  /// The commits that were measured in place of a series, as BASE..TIP.
  @OrNull package var range: String?
  /// Patches left out.
  package var without: [PatchNumber]
  /// Rounds measured.
  package var rounds: Int
  /// When the run began, in UTC.
  package var started: String
  /// In what it differs from the reference so that figures are not held against each other.
  package var differences: [RunDifference]

  package init(_ run: Run, differences: [RunDifference]) {
    title = run.series?.title
    version = run.series?.version
    range = run.settings.range
    without = run.settings.without
    rounds = run.settings.rounds
    started = run.environment.started
    self.differences = differences
  }
}

/// Something that is not the same in a run and in the reference run.
package struct RunDifference: Codable, Hashable, Sendable {
  /// What differs.
  package var what: RunFact
  /// What it is in the reference run.
  package var reference: String
  /// What it is in this run.
  package var here: String
  /// The lanes whose figures it touches.
  package var lanes: [LaneKind]
  /// Whether it touches numbers that never vary, too.
  package var touchesExact: Bool

  package init(
    what: RunFact, reference: String, here: String, lanes: [LaneKind], touchesExact: Bool
  ) {
    self.what = what
    self.reference = reference
    self.here = here
    self.lanes = lanes
    self.touchesExact = touchesExact
  }

  enum CodingKeys: String, CodingKey {
    case what
    case reference
    case here
    case lanes
    case touchesExact = "touches_exact"
  }
}

/// A lane of several runs.
package struct ComparedLane: Codable, Hashable, Sendable {
  /// The workloads that any of the runs measured.
  package var workloads: [ComparedWorkload]

  package init(workloads: [ComparedWorkload]) { self.workloads = workloads }
}

/// A workload of several runs; every array has a value for each run, in their order.
package struct ComparedWorkload: Codable, Hashable, Sendable {
  /// The workload, such as `writev:32x4k`.
  package var name: String
  /// Which values of the metric are the better ones.
  package var better: MetricDirection
  /// The metrics that it is judged with; none where there is only one kind.
  package var family: FamilyKind?
  /// Whether each run measured it.
  package var measured: [Bool]
  /// The level of the base in each run; none where it has no figures.
  package var levels: [ComparedLevel?]
  /// What each patch changed; empty where the rows are no patches.
  package var patches: [ComparedPatch]
  /// What the whole series changed, or of the kernel the one call beside many.
  package var series: ComparedPatch

  package init(
    name: String, better: MetricDirection, family: FamilyKind?, measured: [Bool],
    levels: [ComparedLevel?], patches: [ComparedPatch], series: ComparedPatch
  ) {
    self.name = name
    self.better = better
    self.family = family
    self.measured = measured
    self.levels = levels
    self.patches = patches
    self.series = series
  }
}

/// The level of the base in one run.
package struct ComparedLevel: Codable, Hashable, Sendable {
  /// The median of its samples, with the interval of the median.
  package var median: Double
  package var low: Double
  package var high: Double
  /// The quotient of this median and the reference run's; none of the reference itself.
  @OrNull package var ratio: ComparedRatio?
  /// Whether that quotient's interval leaves out 1.
  package var moved: Bool

  package init(median: Double, low: Double, high: Double, ratio: ComparedRatio?) {
    self.median = median
    self.low = low
    self.high = high
    self.ratio = ratio
    moved = ratio.map { !$0.holdsOne } ?? false
  }
}

/// A ratio with its interval.
package struct ComparedRatio: Codable, Hashable, Sendable {
  package var ratio: Double
  package var low: Double
  package var high: Double

  package init(ratio: Double, low: Double, high: Double) {
    self.ratio = ratio
    self.low = low
    self.high = high
  }

  /// Whether no difference is among what the interval allows.
  package var holdsOne: Bool { low <= 1 && 1 <= high }
}

/// A number that never varies, before and after a patch.
package struct ComparedNumbers: Codable, Hashable, Sendable {
  package var before: Double
  package var after: Double

  package init(before: Double, after: Double) {
    self.before = before
    self.after = after
  }
}

/// One patch in several runs, or the whole series.
package struct ComparedPatch: Codable, Hashable, Sendable {
  /// What to call it: its title in the last run that has it.
  package var title: String
  /// What it is in each run, in the order of the runs.
  package var runs: [ComparedChange]

  package init(title: String, runs: [ComparedChange]) {
    self.title = title
    self.runs = runs
  }
}

/// What a patch changed in one run.
package struct ComparedChange: Codable, Hashable, Sendable {
  /// The patch's number in this run's mail; none where the run does not have it, and of a whole series.
  @OrNull package var patch: PatchNumber?
  /// By what it was found in this run; none where the run is the first that has it.
  @OrNull package var pairedBy: PatchIdentity?
  /// Whether it has figures, or why not; none where the run does not have it.
  @OrNull package var state: StageState?
  /// What it changed, with the interval over all comparisons of its run.
  @OrNull package var change: ComparedRatio?
  /// What its run says of that change.
  @OrNull package var verdict: Verdict?
  /// Of a number that never varies, what it was and is.
  @OrNull package var exact: ComparedNumbers?
  /// What the change is beside that of the reference run; none in the reference run itself.
  @OrNull package var judgement: RunToRun?
  /// Where it is not judged, why.
  @OrNull package var reason: NotJudgedReason?
  /// Where it is judged by intervals, the quotient of both changes.
  @OrNull package var against: ComparedRatio?

  package init() {}

  enum CodingKeys: String, CodingKey {
    case patch
    case pairedBy = "paired_by"
    case state
    case change
    case verdict
    case exact
    case judgement
    case reason
    case against
  }
}
