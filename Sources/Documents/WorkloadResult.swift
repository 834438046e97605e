/// A workload at every stage.
package struct WorkloadResult: Codable, Hashable, Sendable {
  /// The workload, such as `writev:32x4k`.
  package var name: String
  /// The unit of the samples.
  package var unit: String
  /// Which values are the better ones.
  package var better: MetricDirection
  /// One entry for each stage, base first.
  package var stages: [StageResult]
  /// The smallest runs of patches over which something really changed.
  package var attribution: [AttributedChange]
  /// Changes that its rounds showed in several patches together, and which fresh rounds did not confirm, or
  /// could not be made for: no patch is blamed for them; none where there are none.
  package var unconfirmed: [AttributedChange]?
  /// The cover letter's figure beside the measured one.
  @OrNull package var claim: ClaimResult?
  /// The cover letter's figure where only a part of the series was measured.
  package var unjudgedClaim: UnjudgedClaim?
  /// The metrics that it is judged with; none where there is only one kind.
  package var family: FamilyKind?
  /// The command that was measured, in the command lane.
  package var command: String?
  /// The smallest ratio between neighbouring stages that these rounds find four times in five.
  package var detectableRatio: Double?
  /// What building unchanged source again does to it, where that was measured.
  package var layoutFloor: LayoutFloor?
  /// Why no stages are compared, where their figures allow no ratios.
  package var notCompared: String?
  /// Of what the run cannot say of all stages: why.
  package var unsaid: [UnsaidFigure: UnsaidReason]?
  /// Runs of each stage in which it was counted; none where it was measured in rounds.
  package var countedRuns: Int?

  package init(
    name: String, unit: String, better: MetricDirection, stages: [StageResult],
    attribution: [AttributedChange], claim: ClaimResult?
  ) {
    self.name = name
    self.unit = unit
    self.better = better
    self.stages = stages
    self.attribution = attribution
    self.claim = claim
  }

  /// Whether the headline is about it.
  package var isPrimary: Bool {
    switch family {
    case .none, .primary: true
    case .secondary, .exact: false
    }
  }

  /// Whether it is what the measurement is about, and not what the kernel counted beside it.
  package var isOwn: Bool { family != .secondary }

  enum CodingKeys: String, CodingKey {
    case name
    case unit
    case better
    case stages
    case attribution
    case unconfirmed
    case claim
    case unjudgedClaim = "unjudged_claim"
    case family
    case command
    case detectableRatio = "detectable_ratio"
    case layoutFloor = "layout_floor"
    case notCompared = "not_compared"
    case unsaid
    case countedRuns = "counted_runs"
  }
}

/// One stage of a workload.
package struct StageResult: Codable, Hashable, Sendable {
  /// The row's place in its lane.
  package var place: StagePlace
  /// The number, in the mail, of the patch that led here; none for the base and for the kernel's rows.
  @OrNull package var patch: PatchNumber?
  /// The number of that patch's step in the engine's plan; none outside the engine lane.
  @OrNull package var step: StepNumber?
  /// What to call it.
  package var title: String
  /// The patch's subject; none for the base.
  @OrNull package var subject: String?
  /// The engine's design, field by field.
  package var design: [String: String]
  /// The design's fields that the patch changed.
  package var changed: [String]
  /// What the patch promises.
  @OrNull package var promise: String?
  /// Whether it has figures, or why not.
  package var state: StageState
  /// The level: of the base the median of its samples, of others the base's level times ``vsBase``'s ratio,
  /// so that levels and ratios agree; the samples' median where stages are not compared.
  package var median: Double
  /// The lower end of the level's 95 % interval, what all stages of a round share taken out.
  package var low: Double
  /// The upper end of that interval.
  package var high: Double
  /// One sample for each round.
  package var samples: [Double]
  /// What one call costs.
  package var counters: StageCounters
  /// Percentiles of a call's duration in microseconds.
  @OrNull package var latencyUs: LatencySummary?
  /// Processor time of engine and server for one call, in microseconds.
  package var cpuUsPerCall: Double
  /// Against the stage before.
  @OrNull package var vsPrevious: Comparison?
  /// Against stage 0.
  @OrNull package var vsBase: Comparison?
  /// The kernel's vectored call against the engine's last stage, measured in the same rounds.
  package var vsEngine: Comparison?
  /// The tree's id, in the command lane.
  package var tree: String?
  /// One digest over all programs that the build made, in the command lane.
  package var binaries: String?
  /// The end of the log of a stage that could not be built or run.
  package var log: String?
  /// Runs that failed; their figures are in no sample.
  package var failures: Int?
  /// All runs, with those that failed, the tries after them and the discarded first round.
  package var runs: Int?
  /// How often runs fail, compared with the stage before; none where none of both failed.
  package var failuresVsPrevious: FailureChange?
  /// When the run began, in UTC, that found what stands here of a patch that has not changed since.
  package var known: String?
  /// Rounds of that run.
  package var knownRounds: Int?
  /// Of a comparison that is missing: why.
  package var unsaid: [UnsaidFigure: UnsaidReason]?
  /// The functions whose own cost the patch moved, largest change first, where that was looked for.
  package var functions: [FunctionChange]?
  /// All others whose cost it moved.
  package var otherFunctions: OtherFunctions?

  package init(
    place: StagePlace, patch: PatchNumber? = nil, step: StepNumber? = nil, title: String,
    subject: String?, design: [String: String], changed: [String],
    promise: String?, state: StageState, median: Double, low: Double, high: Double,
    samples: [Double],
    counters: StageCounters, latencyUs: LatencySummary?, cpuUsPerCall: Double,
    vsPrevious: Comparison?, vsBase: Comparison?
  ) {
    self.place = place
    self.patch = patch
    self.step = step
    self.title = title
    self.subject = subject
    self.design = design
    self.changed = changed
    self.promise = promise
    self.state = state
    self.median = median
    self.low = low
    self.high = high
    self.samples = samples
    self.counters = counters
    self.latencyUs = latencyUs
    self.cpuUsPerCall = cpuUsPerCall
    self.vsPrevious = vsPrevious
    self.vsBase = vsBase
  }

  /// Whether it has figures; where it has none, ``median`` and all others are 0.
  package var isMeasured: Bool { state == .measured }

  enum CodingKeys: String, CodingKey {
    case place = "number"
    case patch
    case step
    case title
    case subject
    case design
    case changed
    case promise
    case state
    case median
    case low
    case high
    case samples
    case counters
    case latencyUs = "latency_us"
    case cpuUsPerCall = "cpu_us_per_call"
    case vsPrevious = "vs_previous"
    case vsBase = "vs_base"
    case vsEngine = "vs_engine"
    case tree
    case binaries
    case log
    case failures
    case runs
    case failuresVsPrevious = "failures_vs_previous"
    case known
    case knownRounds = "known_rounds"
    case unsaid
    case functions
    case otherFunctions = "other_functions"
  }
}

/// Percentiles of a call's duration in microseconds.
package struct LatencySummary: Codable, Hashable, Sendable {
  /// The median.
  package var p50: Double
  /// Nine of ten calls are faster.
  package var p90: Double
  /// Ninety-nine of a hundred calls are faster.
  package var p99: Double
  /// The slowest.
  package var max: Double
  /// Calls that these are percentiles of.
  package var calls: Int?

  package init(
    p50: Double, p90: Double, p99: Double, max: Double, calls: Int? = nil
  ) {
    self.p50 = p50
    self.p90 = p90
    self.p99 = p99
    self.max = max
    self.calls = calls
  }

  /// `p90`, where 100 calls or more bear it out; ten are to lie beyond any percentile that is shown.
  package var shownP90: Double? { (calls ?? .max) >= 100 ? p90 : nil }
  /// `p99`, where 1,000 calls or more bear it out.
  package var shownP99: Double? { (calls ?? .max) >= 1000 ? p99 : nil }
}

/// Two stages compared within the same rounds.
package struct Comparison: Codable, Hashable, Sendable {
  /// The typical ratio: fitted to the 20 % trimmed means of the paired logarithms of all pairs of stages.
  package var ratio: Double
  /// The lower end of its interval.
  package var low: Double
  /// The upper end of its interval.
  package var high: Double
  /// What is said of the change.
  package var verdict: Verdict
  /// The patches that share a change which none of them alone explains.
  package var suspects: [PatchNumber]?
  /// Where it is `no change`, the interval that shows so.
  package var equivalence: Equivalence?
  /// Where it is `no change` whatever was measured: why.
  package var reason: NoChangeReason?
  /// Where it is inconclusive, the largest change that could not be excluded: 0.12 for ±12 %.
  package var notExcluded: Double?
  /// Where it is inconclusive, about how many more rounds would tell.
  package var moreRounds: Int?
  /// Of a patch: the exact signed-rank p, adjusted for all patches of all workloads (Holm).
  package var signedRankP: Double?
  /// Of a patch that was named: what fresh rounds of it and of the stage before say.
  package var confirmed: Confirmation?
  /// Of what the run cannot say of it: why.
  package var unsaid: [UnsaidFigure: UnsaidReason]?

  package init(
    ratio: Double, low: Double, high: Double, verdict: Verdict, suspects: [PatchNumber]? = nil
  ) {
    self.ratio = ratio
    self.low = low
    self.high = high
    self.verdict = verdict
    self.suspects = suspects
  }

  enum CodingKeys: String, CodingKey {
    case ratio
    case low
    case high
    case verdict
    case suspects
    case equivalence
    case reason
    case notExcluded = "not_excluded"
    case moreRounds = "more_rounds"
    case signedRankP = "signed_rank_p"
    case confirmed
    case unsaid
  }
}

/// A change that holds with 95 % confidence, and the patches one of which made it.
package struct AttributedChange: Codable, Hashable, Sendable {
  /// The patches, by number; one where the change is that patch's.
  package var patches: [PatchNumber]
  /// The typical ratio over all of them, as of a ``Comparison``.
  package var ratio: Double
  /// The lower end of its interval.
  package var low: Double
  /// The upper end of its interval.
  package var high: Double
  /// Of several patches: what fresh rounds of the stages before and after them say.
  package var confirmed: Confirmation?

  package init(
    patches: [PatchNumber], ratio: Double, low: Double, high: Double
  ) {
    self.patches = patches
    self.ratio = ratio
    self.low = low
    self.high = high
  }
}

/// A claim of the cover letter beside the measurement.
package struct ClaimResult: Codable, Hashable, Sendable {
  /// Claimed before the series.
  package var before: Double
  /// Claimed after it.
  package var after: Double
  /// Claimed factor.
  package var ratio: Double
  /// Measured factor, last stage against stage 0.
  package var measured: Double
  /// The lower end of the measured factor's interval.
  package var low: Double
  /// The upper end of it.
  package var high: Double

  package init(
    before: Double, after: Double, ratio: Double, measured: Double, low: Double, high: Double
  ) {
    self.before = before
    self.after = after
    self.ratio = ratio
    self.measured = measured
    self.low = low
    self.high = high
  }
}
