package import Documents
internal import Rounds
internal import Statistics

/// The cells of a run of the command lane.
package struct CommandMeasurement: Sendable {
  let stages: [BuiltStage]
  let plan: CommandPlan
  let cells: [CommandCell]
  /// Why it stopped.
  package internal(set) var reason: StopReason?
  /// Stages that `--setup` could not make ready, with the reason.
  private let unready: [StagePlace: String]
  /// What failed, by command and stage.
  private let troubles: [Place: Trouble]

  private struct Place: Hashable {
    let run: Int
    let stage: StagePlace
  }

  private struct Trouble {
    var runs = 0
    var failures = 0
    /// Those that were the first in their places, and of them those that failed.
    var first = FailureCount(failed: 0, of: 0)
    var last: CommandCell?
  }

  /// What ended it early, if neither the user nor the plan did.
  package internal(set) var problem: CommandError?
  /// What an earlier run found of the first patches.
  var known: (known: KnownResult, unchanged: StagePlace)?
  /// Whether the base could not be built a second time, at the other place.
  var hasNoLayoutFloor = false
  /// The largest resident set of a command that does nothing; smaller ones cannot be seen.
  ///
  /// It is what is left of the process that forks it.
  var residentFloor = 0
  /// When it was to stop.
  var end: StopRule?
  /// Where this run's result is kept for later ones.
  var results: ResultStore?

  init(
    stages: [BuiltStage], plan: CommandPlan, cells: [CommandCell], reason: StopReason?,
    unready: [StagePlace: String] = [:]
  ) {
    self.stages = stages
    self.plan = plan
    self.cells = cells
    self.reason = reason
    self.unready = unready
    var troubles: [Place: Trouble] = [:]
    for cell in cells {
      var trouble = troubles[Place(run: cell.run, stage: cell.stage)] ?? Trouble()
      trouble.runs += 1
      if cell.attempt == 1 {
        trouble.first.of += 1
        trouble.first.failed += cell.isMeasured ? 0 : 1
      }
      if !cell.isMeasured {
        trouble.failures += 1
        trouble.last = cell
      }
      troubles[Place(run: cell.run, stage: cell.stage)] = trouble
    }
    self.troubles = troubles
  }

  /// What fresh rounds gave for the changes that these cells show; nil if none were made.
  var fresh: [FreshRounds]?

  /// Counted instructions, by command.
  var counts: [InstructionCounts] = []
  /// The functions with which named patches changed something.
  var explained: [ExplainedPatch] = []
  /// Whether there were to be no rounds.
  var isCountedOnly = false

  /// Whether the user stopped it.
  package var isInterrupted: Bool { reason == .interrupted }

  /// Each stage that did not build or whose command failed, in order.
  package var failures: [Warning] {
    stages.compactMap { stage in
      guard let (state, log) = state(of: stage) else { return nil }
      let reason = log.split(separator: "\n").first { $0.contains("error") } ?? log[...]
      return .stageFailed(
        stage.stage.patch, state,
        log: reason.split(separator: "\n").joined(separator: " / "))
    }
  }

  /// The place of the stage that a patch led to.
  func place(of patch: PatchNumber) -> StagePlace? {
    stages.first { $0.stage.patch == patch }?.stage.place
  }

  /// Whether the typical patch's simultaneous interval is at most this factor wide to each side,
  /// for the primary metric of every command.
  func isPrecise(_ factor: Double) -> Bool {
    for family in MetricFamily.all(of: self)
    where family.kind == .primary && family.isPositive {
      guard let judge = family.judge(seed: plan.seed), judge.isPrecise(factor)
      else { return false }
    }
    return true
  }

  /// Why a stage has no figures; nil where it has.
  func state(of stage: BuiltStage) -> (state: StageState, log: String)? {
    guard stage.build.isBuilt else { return (.unbuildable, stage.build.log) }
    guard plan.stages.contains(where: { $0.place == stage.stage.place }) else { return nil }
    if let reason = unready[stage.stage.place] { return (.failed, reason) }
    for run in plan.settings.runs.indices where isGivenUp(stage.stage.place, run: run) {
      let last = troubles[Place(run: run, stage: stage.stage.place)]?.last
      return (last?.report.end == .timedOut ? .timedOut : .failed, last?.log ?? "")
    }
    return nil
  }

  /// Whether a command failed too often at a stage to go on with.
  func isGivenUp(_ stage: StagePlace, run: Int) -> Bool {
    if unready[stage] != nil { return true }
    return troubles[Place(run: run, stage: stage)].map {
      BlockRunner.isGivenUp(failures: $0.failures, of: $0.runs)
    } ?? false
  }

  /// Runs of a command at a stage, and how many of them failed.
  func failures(_ stage: StagePlace, run: Int) -> FailureCount {
    let trouble = troubles[Place(run: run, stage: stage)] ?? Trouble()
    return FailureCount(failed: trouble.failures, of: trouble.runs)
  }

  /// The first runs in their places of a command at a stage, whose number does not depend on how many
  /// of them failed.
  func firstFailures(_ stage: StagePlace, run: Int) -> FailureCount {
    troubles[Place(run: run, stage: stage)]?.first ?? FailureCount(failed: 0, of: 0)
  }
}
