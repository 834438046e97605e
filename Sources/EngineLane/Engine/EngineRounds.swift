package import Documents
internal import FuseEngine
internal import Rounds
internal import Statistics

/// The cells of an experiment; its variants are the engine's stages, then the kernel's call styles.
package struct EngineMeasurement: Sendable {
  let experiment: EngineExperiment
  let cells: Cube<EngineCell>
  let fileBytes: Int
  /// Why the rounds stopped.
  package internal(set) var reason: StopReason?
  /// What kept them from going on, where that was no wish: these are the rounds before it.
  package internal(set) var failure: (any Error)?
  /// What a reader of the results should know of the way to the server.
  package internal(set) var warnings: [Warning] = []
  /// What fresh rounds gave for the patches that these cells name.
  var fresh: [FreshRounds] = []

  /// Whether the user stopped it.
  package var isInterrupted: Bool { reason == .interrupted }

  /// Rounds measured.
  package var rounds: Int { cells.rounds }
}

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
    let variants = experiment.variants
    for variant in variants {
      let cells = try experiment.workloads.indices.map { try measure($0, variant, on: &benches) }
      let readings = zip(experiment.workloads, cells).map { run, cell in
        Progress.Reading(
          workload: run.description, unit: run.workload.unit,
          throughput: cell.throughput,
          requestsPerCall: cell.unknown.contains(.requestsPerCall)
            ? nil : Double(cell.counters.requests) / Double(cell.calls))
      }
      progress(.walked(name: variant.name, readings: readings))
    }
    var generator = SeededGenerator(seed: experiment.seed)
    var cells = experiment.emptyCells
    let start = Clock.now
    while true {
      let round = try measureRound(on: &benches, &generator, progress)
      kept.append(round)
      cells.append(round: round)
      let seconds = Double(Clock.now - start) / 1e9
      progress(
        .finished(
          round: cells.rounds, of: experiment.end.rounds, seconds: seconds,
          secondsLeft: secondsLeft(after: cells.rounds, seconds: seconds),
          leader: leader(in: cells)))
      let measurement = EngineMeasurement(
        experiment: experiment, cells: cells, fileBytes: benches.fileBytes, reason: nil)
      let reason = experiment.end.reason(after: cells.rounds, seconds: seconds) {
        measurement.isPrecise($0)
      }
      if let reason { return reason }
    }
  }

  /// The stage that stands out most so far.
  private func leader(in cells: Cube<EngineCell>) -> Leader? {
    experiment.workloads.indices.flatMap { workload in
      experiment.stages.indices.dropFirst().map { stage in
        let sum = (0..<cells.rounds).reduce(0) { sum, round in
          let row = cells.row(workload: workload, round: round)
          return sum + Logarithm.of(row[stage].throughput)
            - Logarithm.of(row[stage - 1].throughput)
        }
        return (workload: workload, stage: stage, mean: sum / Double(cells.rounds))
      }
    }
    .max { abs($0.mean) < abs($1.mean) }
    .map {
      Leader(
        workload: experiment.workloads[$0.workload].description,
        patch: experiment.stages[$0.stage].patch, ratio: Logarithm.exp($0.mean))
    }
  }

  /// Measures all variants back to back for one workload, then for the next.
  private func measureRound(
    on benches: inout LaneBenches, _ generator: inout SeededGenerator,
    _ progress: (Progress) -> Void
  ) throws -> [[EngineCell]] {
    let variants = experiment.variants
    return try experiment.workloads.indices.map { workload in
      let order = RoundOrder.rotatedSnake(variants: variants.count, using: &generator)
      var cells: [Int: EngineCell] = [:]
      for index in order {
        cells[index] = try measure(workload, variants[index], on: &benches)
        progress(.measured(name: variants[index].name))
      }
      return variants.indices.compactMap { cells[$0] }
    }
  }

  private func measure(
    _ workload: Int, _ variant: Variant, on benches: inout LaneBenches
  ) throws -> EngineCell {
    if stop.isRequested { throw MeasurementError.interrupted }
    return try benches.measure(
      experiment.workloads[workload], at: workload, variant,
      duration: experiment.cellDuration)
  }

  /// Seconds until the rounds, or the time allowed, are over; whatever comes first.
  private func secondsLeft(after rounds: Int, seconds: Double) -> Double {
    let byRounds = seconds / Double(rounds) * Double(experiment.end.rounds - rounds)
    return min(byRounds, experiment.end.seconds.map { max(0, $0 - seconds) } ?? byRounds)
  }
}
