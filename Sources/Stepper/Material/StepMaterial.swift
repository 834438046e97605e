package import Documents
internal import Presentation

/// What there is to step through: a run, or a series that nothing has been measured of yet.
package struct StepMaterial {
  /// The series, how it applied, and what was measured.
  package var run: Run
  /// The patches in order; a patch's place, from 1, is its stage.
  package let patches: [StepPatch]
  /// The engine's design at each stage, base first, field by field; empty where it has none.
  package var designs: [[String: String]]
  /// The files of the stages, where they are known.
  package let files: (any StageFiles)?
  /// The requests of one call of each workload of the engine.
  package let requests: [WorkloadRequests]

  /// Lays out what there is.
  ///
  /// - Parameters:
  ///   - run: The run; its series, or else its stages, give the patches.
  ///   - designs: The engine's design at each stage, where it has any.
  ///   - files: The files of the stages.
  ///   - requests: The requests of one call of each workload.
  package init(
    run: Run, designs: [[String: String]] = [], files: (any StageFiles)? = nil,
    requests: [WorkloadRequests] = []
  ) {
    self.run = run.inUnits(TimeText.fitting)
    self.designs = designs
    self.files = files
    self.requests = requests
    patches =
      run.series.map { series in series.patches.map(StepPatch.init) }.flatMap {
        $0.isEmpty ? nil : $0
      }
      ?? (Self.workloads(of: run).first?.stages ?? []).compactMap(StepPatch.init)
  }

  /// The workloads of all lanes whose stages are patches.
  package var workloads: [WorkloadResult] { Self.workloads(of: run) }

  private static func workloads(of run: Run) -> [WorkloadResult] {
    run.patchLanes.flatMap(\.result.workloads)
  }
}

/// A patch as the list shows it.
package struct StepPatch: Hashable, Sendable {
  /// Its number in the series.
  package let number: PatchNumber
  /// Its subject.
  package let subject: String
  /// What its mail says; nil where only its stage is known.
  package let summary: PatchSummary?

  init(_ summary: PatchSummary) {
    number = summary.number
    subject = summary.subject
    self.summary = summary
  }

  /// The patch that led to a stage; nil for the base.
  init?(_ stage: StageResult) {
    guard let patch = stage.patch else { return nil }
    number = patch
    subject = stage.subject ?? stage.title
    summary = nil
  }
}

/// The requests that one call of a workload makes at each stage.
package struct WorkloadRequests: Hashable, Sendable {
  /// The workload.
  package let name: String
  /// The segments of the caller's vector: offset in their page, and bytes.
  package let segments: [[Int]]
  /// The call at each stage, base first.
  package let stages: [TraceLine]

  package init(name: String, segments: [[Int]], stages: [TraceLine]) {
    self.name = name
    self.segments = segments
    self.stages = stages
  }
}

/// What more rounds of one patch and the stage before it showed.
package struct PairResult: Hashable, Sendable {
  /// The stage, and so the patch.
  package let stage: Int
  /// The workload.
  package let workload: String
  /// The figures of the stage before and of the stage, one for each round.
  package let before, after: [Double]
  /// The figures' unit.
  package let unit: String
  /// Whether the run's rounds are joined with these, or why not.
  package let standing: RoundsStanding
  /// Rounds behind ``change``.
  package let rounds: Int
  /// The change with its interval and verdict, over all rounds made here and those joined with them.
  package let change: Comparison
  /// What the rounds say of a change that had been found, where they were made to confirm it.
  package let confirmation: Confirmation?

  package init(
    stage: Int, workload: String, before: [Double], after: [Double], unit: String,
    standing: RoundsStanding, rounds: Int, change: Comparison, confirmation: Confirmation?
  ) {
    self.stage = stage
    self.workload = workload
    self.before = before
    self.after = after
    self.unit = unit
    self.standing = standing
    self.rounds = rounds
    self.change = change
    self.confirmation = confirmation
  }
}
