internal import Documents
internal import FuseEngine
internal import Rounds
internal import Statistics

/// The walk through the stages and the rounds over them.
struct EngineRounds {
  private let experiment: EngineExperiment
  private let stop: StopToken

  init(_ experiment: EngineExperiment, stop: StopToken) {
    self.experiment = experiment
    self.stop = stop
  }

  /// Walks the stages once and measures rounds.
  ///
  /// - Parameters:
  ///   - benches: Where to measure.
  ///   - kept: Gets each round as soon as it is complete.
  ///   - progress: Told between cells.
  /// - Returns: Why the rounds stopped.
  /// - Throws: ``MeasurementError/interrupted`` if a stop was requested; else what measuring
  ///   throws.
  func run(
    on benches: inout LaneBenches, keeping kept: KeptRounds, _ progress: (Progress) -> Void
  ) throws -> StopReason {
    let lengths = try walk(on: &benches, progress)
    var generator = SeededGenerator(seed: experiment.seed)
    var throughput = experiment.emptyCube()
    var leaders = Leaders(experiment)
    let start = Clock.now
    while true {
      let round = try measureRound(on: &benches, lengths, &generator, progress)
      kept.append(round)
      let figures = round.map { $0.map(\.throughput) }
      throughput.append(round: figures)
      leaders.add(round: figures)
      let seconds = Double(Clock.now - start) / 1e9
      progress(
        .finished(
          round: throughput.rounds, of: experiment.end.seconds == nil ? experiment.end.rounds : nil,
          seconds: seconds, secondsLeft: secondsLeft(after: throughput.rounds, seconds: seconds),
          leader: leaders.first))
      let reason = experiment.end.reason(after: throughput.rounds, seconds: seconds) {
        experiment.isPrecise($0, by: throughput)
      }
      if let reason { return reason }
    }
  }

  /// Measures a cell of every variant with every workload, in the order of the series.
  ///
  /// - Returns: How long the cells of each workload are to be.
  private func walk(
    on benches: inout LaneBenches, _ progress: (Progress) -> Void
  ) throws -> [CellLength] {
    var walked: [[(cell: EngineCell, nanoseconds: Int64)]] = experiment.workloads.map { _ in [] }
    for variant in experiment.variants {
      for workload in experiment.workloads.indices {
        let start = Clock.now
        let cell = try measure(workload, variant, on: &benches, .first)
        walked[workload].append((cell, Clock.now - start))
      }
      let readings = zip(experiment.workloads, walked).compactMap { run, cells in
        cells.last.map { Progress.Reading(of: run, $0.cell) }
      }
      progress(.walked(name: variant.name, readings: readings))
    }
    return zip(experiment.workloads, walked).map { CellLength(from: $1, jobs: $0.jobs) }
  }

  /// Measures all variants back to back for one workload, then for the next.
  private func measureRound(
    on benches: inout LaneBenches, _ lengths: [CellLength], _ generator: inout SeededGenerator,
    _ progress: (Progress) -> Void
  ) throws -> [[EngineCell]] {
    let variants = experiment.variants
    return try experiment.workloads.indices.map { workload in
      let order = RoundOrder.rotatedSnakes(
        of: [
          experiment.stages.indices, experiment.stages.endIndex..<variants.endIndex,
        ], using: &generator)
      var cells: [Int: EngineCell] = [:]
      for index in order {
        cells[index] = try measure(workload, variants[index], on: &benches, lengths[workload])
        progress(.measured(name: variants[index].name))
      }
      return variants.indices.compactMap { cells[$0] }
    }
  }

  private func measure(
    _ workload: Int, _ variant: Variant, on benches: inout LaneBenches, _ length: CellLength
  ) throws -> EngineCell {
    if stop.isRequested { throw MeasurementError.interrupted }
    return try benches.measure(experiment.workloads[workload], at: workload, variant, length)
  }

  /// Seconds until the rounds, or the time allowed, are over; whatever comes first.
  private func secondsLeft(after rounds: Int, seconds: Double) -> Double {
    let byRounds = seconds / Double(rounds) * Double(experiment.end.rounds - rounds)
    return min(byRounds, experiment.end.seconds.map { max(0, $0 - seconds) } ?? byRounds)
  }
}

extension Progress.Reading {
  /// What the first cell of a variant says.
  fileprivate init(of run: WorkloadRun, _ cell: EngineCell) {
    self.init(
      workload: run.description, unit: run.workload.unit, throughput: cell.throughput,
      requestsPerCall: cell.unknown.contains(.requestsPerCall)
        ? nil : Double(cell.counters.requests) / Double(cell.calls))
  }
}
