internal import Documents
internal import Rounds

/// Counts the instructions of stages, each run by itself.
struct CountSession {
  let runner: CountRunner
  let stages: [BuiltStage]
  let counting: Counting
  /// Places of the stages at which `--setup` has run.
  let isSetUp: Set<StagePlace>

  /// Runs of each stage: the second shows whether the count is exact.
  static let runs = 2

  /// A command at a stage.
  private struct Place: Hashable {
    let run: Int
    let stage: StagePlace
  }

  private var profiles: [Place: InstructionProfile] = [:]
  private var ready: Set<StagePlace> = []

  init(
    _ runner: CountRunner, _ stages: [BuiltStage], _ counting: Counting, isSetUp: Set<StagePlace>
  ) {
    self.runner = runner
    self.stages = stages.filter(\.build.isBuilt)
    self.counting = counting
    self.isSetUp = isSetUp
  }

  /// Counts every stage, where that was asked for.
  ///
  /// - Parameter progress: Told after each run.
  /// - Returns: The counts, by command; empty where they were not asked for.
  /// - Throws: ``CommandError``, when the user stops it too.
  nonisolated(nonsending) mutating func count(
    _ progress: (CommandProgress) -> Void
  ) async throws -> [InstructionCounts] {
    guard counting.countsStages else { return [] }
    var counts: [InstructionCounts] = []
    let all = runner.settings.runs.count * stages.count * Self.runs
    var done = 0
    for run in runner.settings.runs.indices {
      var count = InstructionCounts(run: run)
      for stage in stages {
        for repetition in 0..<Self.runs {
          let result = try await measured(stage, run)
          done += 1
          progress(.counted(stage: stage.stage.name, done: done, of: all))
          switch result {
          case .failed(let log):
            count.stages[stage.stage.place] = .failed(log)
            progress(.failed(stage: stage.stage.name, reason: log))
          case .counted(let profile):
            if repetition == 0, counting.explains {
              profiles[Place(run: run, stage: stage.stage.place)] = profile
            }
            count.stages[stage.stage.place, default: .counted([])].add(profile.total)
            continue
          }
          done += Self.runs - 1 - repetition
          break
        }
      }
      counts.append(count)
    }
    return counts
  }

  /// Finds the functions whose cost changed with named patches, where that was asked for.
  ///
  /// - Parameters:
  ///   - lane: What was found so far.
  ///   - progress: Told after each run.
  /// - Returns: The functions, by workload and patch.
  /// - Throws: ``CommandError``, when the user stops it too.
  nonisolated(nonsending) mutating func explain(
    _ lane: LaneResult, _ progress: (CommandProgress) -> Void
  ) async throws -> [ExplainedPatch] {
    guard counting.explains else { return [] }
    var explained: [ExplainedPatch] = []
    for named in lane.patchesToExplain {
      let command = lane.workloads[named.workload].command
      guard let run = runner.settings.runs.firstIndex(where: { $0 == command }),
        let index = stages.firstIndex(where: { $0.stage.patch == named.patch }), index > 0
      else { continue }
      let before = try await profile(stages[index - 1], run, progress)
      let after = try await profile(stages[index], run, progress)
      guard let before, let after else { continue }
      explained.append(
        ExplainedPatch(
          workload: named.workload, patch: named.patch,
          changes: FunctionChanges(
            from: before, to: after, touched: counting.touched[named.patch] ?? [])))
    }
    return explained
  }

  private nonisolated(nonsending) mutating func profile(
    _ stage: BuiltStage, _ run: Int, _ progress: (CommandProgress) -> Void
  ) async throws -> InstructionProfile? {
    let place = Place(run: run, stage: stage.stage.place)
    if let known = profiles[place] { return known }
    switch try await measured(stage, run) {
    case .counted(let profile):
      progress(.profiled(stage: stage.stage.name))
      profiles[place] = profile
      return profile
    case .failed(let log):
      progress(.failed(stage: stage.stage.name, reason: log))
      return nil
    }
  }

  private nonisolated(nonsending) mutating func measured(
    _ stage: BuiltStage, _ run: Int
  ) async throws -> CountRunner.Result {
    let isReady = isSetUp.contains(stage.stage.place) || ready.contains(stage.stage.place)
    let result = try await runner.count(stage.build.key, run: run, setsUp: !isReady)
    ready.insert(stage.stage.place)
    if runner.meter.stop.isRequested { throw CommandError.interrupted }
    return result
  }
}

/// Why a patch changed a workload: the functions.
struct ExplainedPatch {
  /// The workload's index in the lane.
  let workload: Int
  let patch: PatchNumber
  let changes: FunctionChanges
}

extension LaneResult {
  /// For each command the patches that changed something alone, each in the workload of counted
  /// instructions, else in the first that names it.
  fileprivate var patchesToExplain: [(workload: Int, patch: PatchNumber)] {
    var found: [(workload: Int, patch: PatchNumber)] = []
    let counted = workloads.indices.filter { workloads[$0].countedRuns != nil }
    let others = workloads.indices.filter { workloads[$0].isOwn && !counted.contains($0) }
    for index in counted + others {
      let workload = workloads[index]
      for stage in workload.stages where stage.place > .base {
        guard let patch = stage.patch, workload.names(stage),
          !found.contains(where: {
            $0.patch == patch && workloads[$0.workload].command == workload.command
          })
        else { continue }
        let counts = counted.first { workloads[$0].command == workload.command }
        found.append((counts ?? index, patch))
      }
    }
    return found
  }
}

extension WorkloadResult {
  /// Whether the patch that led to a row is said to have changed it, alone.
  fileprivate func names(_ stage: StageResult) -> Bool {
    if family == .exact {
      guard stage.isMeasured, let before = measured(before: stage.place) else { return false }
      return before.median != stage.median && patches(from: before, to: stage).count == 1
    }
    return attribution.contains { $0.patches.count == 1 && $0.patches.first == stage.patch }
  }
}
