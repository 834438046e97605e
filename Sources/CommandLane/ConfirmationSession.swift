internal import Documents
internal import Rounds

/// Measures the patches that a run names once more: new blocks of two stages each.
struct ConfirmationSession {
  private let measurement: CommandMeasurement
  private let lane: LaneResult
  private let pairs: [Pair]
  private let journal: Journal
  private var cells: [CommandCell]
  private let runner: BlockRunner

  /// A patch that a command's metrics name.
  private struct Pair: Hashable {
    let run: Int
    let patch: PatchNumber
    /// The place of the stage that it leads to.
    let place: StagePlace

    /// The places of that stage and of the one before it.
    var places: [StagePlace] { [StagePlace(place.rawValue - 1), place] }
  }

  /// Takes the rounds that name patches, and the cells that confirm some of them already.
  init(
    _ measurement: CommandMeasurement, journal: Journal, cells: [CommandCell],
    runner: BlockRunner
  ) {
    self.measurement = measurement
    self.journal = journal
    self.cells = cells
    self.runner = runner
    lane = measurement.result()
    var pairs: [Pair] = []
    for named in lane.namedPatches {
      let command = lane.workloads[named.workload].command
      for run in measurement.plan.settings.runs.indices
      where measurement.plan.settings.runs[run] == command {
        guard let place = measurement.place(of: named.patch) else { continue }
        let pair = Pair(run: run, patch: named.patch, place: place)
        if !pairs.contains(pair) { pairs.append(pair) }
      }
    }
    self.pairs = pairs
  }

  /// Measures a first round, which is discarded, and then as many as named the patches.
  ///
  /// - Returns: Both stages' figures for each named patch; nil if the user stopped it.
  nonisolated(nonsending) mutating func run(
    _ progress: (CommandProgress) -> Void
  ) async throws -> [FreshRounds]? {
    let table = CellTable(measurement)
    let most = measurement.plan.settings.runs.indices.map(table.roundCount).max() ?? 0
    let rounds = ConfirmationRounds.count(after: most)
    for round in 0...rounds {
      for pair in pairs {
        guard try await measure(round, pair) else { return nil }
      }
      if !pairs.isEmpty {
        progress(
          .confirmed(patches: Set(pairs.map(\.patch)).sorted(), round: round, of: rounds))
      }
    }
    return lane.namedPatches.compactMap { named in
      let workload = lane.workloads[named.workload]
      let pair = pairs.first {
        $0.patch == named.patch && measurement.plan.settings.runs[$0.run] == workload.command
      }
      return pair.flatMap { figures(of: named, workload, $0, rounds: rounds) }
    }
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
      cell.confirming = pair.place
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
    let place = UInt64(pair.run) << 32 | UInt64(pair.place.rawValue)
    return CommandPlan(
      stages: whole.stages.filter { pair.places.contains($0.place) },
      settings: settings, machine: whole.machine,
      seed: whole.seed &+ (place &+ 1) &* 0xD1B5_4A32_D192_ED03)
  }

  /// A pair's cells, as those of its own plan.
  private func cells(of pair: Pair) -> [CommandCell] {
    cells.filter { $0.run == pair.run && $0.confirming == pair.place }.map {
      var cell = $0
      cell.run = 0
      return cell
    }
  }

  private func figures(
    of named: NamedPatch, _ workload: WorkloadResult, _ pair: Pair, rounds: Int
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
    return FreshRounds(named: named, before: values.map { $0[0] }, after: values.map { $0[1] })
  }
}
