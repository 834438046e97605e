internal import Documents
internal import Rounds

/// Measures what a run finds once more: new blocks of the two stages before and after each change.
struct ConfirmationSession {
  private let measurement: CommandMeasurement
  private let lane: LaneResult
  /// What is to be confirmed.
  private let changes: [FoundChange]
  private let pairs: [Pair]
  private let journal: Journal
  private var cells: [CommandCell]
  private let runner: BlockRunner
  /// When rounds of changes of several patches end; nil where no time was set.
  private let deadline: Int64?

  /// A change that a command's metrics show.
  private struct Pair: Hashable {
    let run: Int
    let patches: [PatchNumber]
    /// The place of the stage before the change, and of the one after it.
    let before, after: StagePlace
  }

  /// Takes the rounds that show changes, and the cells that confirm some of them already.
  ///
  /// - Parameters:
  ///   - measurement: The rounds.
  ///   - confirmsPatches: Whether patches that are named alone are measured again, too.
  ///   - deadline: When rounds of changes of several patches end, by the clock; nil where no time was set.
  ///   - journal: Gets each cell.
  ///   - cells: Those that the journal holds already.
  ///   - runner: Measures.
  init(
    _ measurement: CommandMeasurement, patches confirmsPatches: Bool, until deadline: Int64?,
    journal: Journal, cells: [CommandCell], runner: BlockRunner
  ) {
    self.measurement = measurement
    self.deadline = deadline
    self.journal = journal
    self.cells = cells
    self.runner = runner
    lane = measurement.result()
    changes = lane.changesToConfirm(patches: confirmsPatches)
    var pairs: [Pair] = []
    for found in changes {
      guard let pair = Self.pair(of: found, in: lane, measurement), !pairs.contains(pair) else {
        continue
      }
      pairs.append(pair)
    }
    self.pairs = pairs
  }

  /// The stages before and after a change; nil where one of them is not measured, or where an earlier run
  /// has measured both.
  private static func pair(
    of found: FoundChange, in lane: LaneResult, _ measurement: CommandMeasurement
  ) -> Pair? {
    let plan = measurement.plan
    let command = lane.workloads[found.workload].command
    guard let run = plan.settings.runs.firstIndex(where: { $0 == command }),
      let first = found.patches.first.flatMap(measurement.place),
      let last = found.patches.last.flatMap(measurement.place)
    else { return nil }
    let before = StagePlace(first.rawValue - 1)
    let isMeasured = [before, last].allSatisfy { place in
      plan.stages.contains { $0.place == place }
    }
    guard isMeasured, last > measurement.known?.unchanged ?? .base else { return nil }
    return Pair(run: run, patches: found.patches, before: before, after: last)
  }

  /// Measures a first round, which is discarded, and then as many as found the changes.
  ///
  /// - Returns: Both stages' figures for each change; nil if the user stopped it.
  nonisolated(nonsending) mutating func run(
    _ progress: (CommandProgress) -> Void
  ) async throws -> [FreshRounds]? {
    let table = CellTable(measurement)
    let most = measurement.plan.settings.runs.indices.map(table.roundCount).max() ?? 0
    let rounds = ConfirmationRounds.count(after: most)
    if !pairs.isEmpty {
      progress(
        .confirming(
          patches: pairs.map(\.patches), rounds: rounds,
          seconds: pairs.reduce(0) { $0 + seconds(of: $1) } * Double(rounds + 1)))
    }
    for round in 0...rounds {
      let pairs = pairs.filter { $0.patches.count == 1 || !isOver }
      for pair in pairs {
        guard try await measure(round, pair) else { return nil }
      }
      if !pairs.isEmpty {
        progress(
          .confirmed(patches: Set(pairs.flatMap(\.patches)).sorted(), round: round, of: rounds))
      }
    }
    return changes.compactMap { found in
      Self.pair(of: found, in: lane, measurement).flatMap {
        figures(of: found, lane.workloads[found.workload], $0, rounds: rounds)
      }
    }
  }

  /// Whether the time that was allowed is over.
  private var isOver: Bool { deadline.map { Clock.now >= $0 } ?? false }

  /// About how long a block of a pair takes, by the cells that found its change.
  private func seconds(of pair: Pair) -> Double {
    let times = measurement.cells.filter {
      $0.run == pair.run && ($0.stage == pair.before || $0.stage == pair.after)
    }.map(\.report.wall)
    return times.isEmpty ? 0 : 2 * times.reduce(0, +) / Double(times.count)
  }

  /// Runs one block of two stages, in an order of its own.
  private nonisolated(nonsending) mutating func measure(
    _ block: Int, _ pair: Pair
  ) async throws -> Bool {
    var measured: [CommandCell] = []
    let journal = journal
    let isWhole = try await runner.run(block: block, of: plan(of: pair), known: cells(of: pair)) {
      var cell = $0
      cell.run = pair.run
      cell.confirming = pair.after
      cell.confirmingFrom = pair.before
      try journal.append(cell)
      measured.append(cell)
    }
    cells += measured
    return isWhole
  }

  /// A pair's plan: two stages and one command, with a seed of its own.
  private func plan(of pair: Pair) -> CommandPlan {
    let whole = measurement.plan
    var settings = whole.settings
    settings.runs = [whole.settings.runs[pair.run]]
    let place =
      UInt64(pair.run) << 32 | UInt64(pair.before.rawValue) << 16 | UInt64(pair.after.rawValue)
    return CommandPlan(
      stages: whole.stages.filter { $0.place == pair.before || $0.place == pair.after },
      settings: settings, machine: whole.machine,
      seed: whole.seed &+ (place &+ 1) &* 0xD1B5_4A32_D192_ED03)
  }

  /// A pair's cells, as those of its own plan.
  private func cells(of pair: Pair) -> [CommandCell] {
    cells.filter {
      $0.run == pair.run && $0.confirming == pair.after && $0.confirmingFrom == pair.before
    }.map {
      var cell = $0
      cell.run = 0
      return cell
    }
  }

  private func figures(
    of found: FoundChange, _ workload: WorkloadResult, _ pair: Pair, rounds: Int
  ) -> FreshRounds? {
    let plan = plan(of: pair)
    let own = CommandMeasurement(
      stages: measurement.stages, plan: plan, cells: cells(of: pair), reason: nil)
    let series = MetricFamily.all(of: own).flatMap(\.members).first {
      measurement.name(of: $0.name, run: pair.run) == workload.name
    }
    guard let series, series.rows == plan.stages.map(\.place), series.isPositive
    else {
      return nil
    }
    let values = series.values.prefix(rounds)
    return FreshRounds(found: found, before: values.map { $0[0] }, after: values.map { $0[1] })
  }
}
