internal import Documents
internal import Rounds
internal import Statistics

/// The local loop over the blocks of a plan.
struct CommandSession {
  let plan: CommandPlan
  let end: StopRule
  let journal: Journal
  private(set) var cells: [CommandCell]
  let runner: BlockRunner
  /// The stages that the plan was made of, which name what it measures.
  let stages: [BuiltStage]
  /// What will be asked of the metrics.
  var conditions: [FailureCondition] = []
  /// Why it stopped.
  private(set) var reason: StopReason?
  /// What went wrong after the first rounds.
  private(set) var problem: CommandError?

  init(
    plan: CommandPlan, of stages: [BuiltStage], end: StopRule, journal: Journal,
    cells: [CommandCell], runner: BlockRunner
  ) {
    self.plan = plan
    self.stages = stages
    self.end = end
    self.journal = journal
    self.cells = cells
    self.runner = runner
  }

  /// Measures the first round, which is discarded, and then rounds until the end.
  ///
  /// Cells of rounds that are whole are not lost with a later one that cannot be measured, or whose
  /// cells the journal cannot take.
  nonisolated(nonsending) mutating func run(_ progress: (CommandProgress) -> Void) async throws {
    let start = Clock.now
    var round = 0
    while true {
      let began = Clock.now
      do {
        guard try await measure(round: round, since: start, progress) else {
          reason = .interrupted
          return
        }
      } catch CommandError.interrupted {
        reason = .interrupted
        return
      } catch let error as CommandError where round > 1 {
        problem = error
        reason = .error
        return
      }
      let now = Clock.now
      if round == 0 {
        guard
          plan.stages.contains(where: { stage in
            plan.settings.runs.indices.contains { run in
              cells.contains { $0.stage == stage.place && $0.run == run && $0.isMeasured }
            }
          })
        else {
          throw CommandError.nothingToMeasure(cells.first?.log ?? "no cell")
        }
        let names = plan.settings.metricNames(printed: cells)
        for condition in conditions where !condition.isAbout(names) {
          throw CommandError.noSuchMetric(condition.metric ?? "", names: names)
        }
        progress(.reading(OutputReading.all(in: cells, plan.settings)))
        progress(.planned(round: Double(now - began) / 1e9, rounds: end.rounds))
      }
      if let over = isOver(after: round, seconds: Double(now - start) / 1e9) {
        reason = over
        return
      }
      round += 1
    }
  }

  private nonisolated(nonsending) mutating func measure(
    round: Int, since start: Int64, _ progress: (CommandProgress) -> Void
  ) async throws -> Bool {
    var done = round * plan.stages.count * plan.blocksPerRound
    let all = (end.rounds + 1) * plan.stages.count * plan.blocksPerRound
    for index in 0..<plan.blocksPerRound {
      var measured: [CommandCell] = []
      let journal = journal
      let known = cells
      defer { cells = known + measured }
      let isWhole = try await runner.run(
        block: round * plan.blocksPerRound + index, of: plan, known: known
      ) { cell in
        try journal.append(cell)
        measured.append(cell)
        if !cell.isMeasured {
          progress(.failed(stage: stages.name(of: cell.stage), reason: cell.log))
        }
        done += 1
        let seconds = Double(Clock.now - start) / 1e9
        progress(
          .measured(
            stage: stages.name(of: cell.stage), round: round, of: end.rounds,
            secondsLeft: seconds / Double(done) * Double(max(0, all - done)),
            leader: leader(in: known + measured)))
      }
      if !isWhole { return false }
    }
    return true
  }

  /// The stage whose first command's wall time differs most from that of the stage before it.
  private func leader(in cells: [CommandCell]) -> Leader? {
    var times: [StagePlace: (sum: Double, count: Int)] = [:]
    for cell in cells
    where cell.run == 0 && cell.isMeasured && cell.block >= plan.blocksPerRound {
      let (sum, count) = times[cell.stage] ?? (0, 0)
      times[cell.stage] = (sum + Logarithm.of(cell.report.wall), count + 1)
    }
    let means = times.filter { $0.key != CommandPlan.rebuiltBase }.mapValues {
      $0.sum / Double($0.count)
    }
    let places = means.keys.sorted()
    let changes = zip(places, places.dropFirst()).compactMap { before, after in
      means[before].flatMap { old in means[after].map { (stage: after, change: $0 - old) } }
    }
    return changes.max { abs($0.change) < abs($1.change) }.map {
      Leader(
        workload: "wall time", patch: stages.patch(at: $0.stage), ratio: Logarithm.exp($0.change))
    }
  }

  private func isOver(after round: Int, seconds: Double) -> StopReason? {
    end.reason(after: round, seconds: seconds) {
      CommandMeasurement(
        stages: [], plan: plan, cells: cells, reason: nil, unready: runner.unready
      ).isPrecise($0)
    }
  }
}
