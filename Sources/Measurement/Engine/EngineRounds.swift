internal import FuseEngine

/// The cells of an experiment, indexed by round, workload and contender: the stages, then the kernel.
public struct EngineMeasurement: Sendable {
  let experiment: EngineExperiment
  let cells: [[[EngineCell]]]
  let fileBytes: Int

  /// Rounds measured.
  public var rounds: Int { cells.count }
}

/// The walk through the stages and the rounds over them.
struct EngineRounds {
  private let experiment: EngineExperiment

  init(_ experiment: EngineExperiment) { self.experiment = experiment }

  func run(
    on benches: inout LaneBenches, _ progress: (Progress) -> Void
  ) throws -> EngineMeasurement {
    let contenders = experiment.contenders
    for contender in contenders {
      let cells = try experiment.workloads.indices.map { try measure($0, contender, on: &benches) }
      let readings = zip(experiment.workloads, cells).map { run, cell in
        Progress.Reading(
          workload: run.description, unit: run.workload.unit,
          throughput: cell.throughput,
          requestsPerCall: Double(cell.counters.requests) / Double(cell.calls))
      }
      progress(.walked(name: contender.name, readings: readings))
    }
    var generator = SeededGenerator(seed: experiment.seed)
    var rounds: [[[EngineCell]]] = []
    let start = Clock.now
    repeat {
      rounds.append(try measureRound(on: &benches, &generator))
      let seconds = Double(Clock.now - start) / 1e9
      progress(
        .finished(
          round: rounds.count, of: plannedRounds, seconds: seconds,
          secondsLeft: secondsLeft(after: rounds.count, seconds: seconds)))
    } while !isOver(after: rounds.count, seconds: Double(Clock.now - start) / 1e9)
    return EngineMeasurement(
      experiment: experiment, cells: rounds,
      fileBytes: benches.fileBytes)
  }

  /// Measures all contenders back to back for one workload, then for the next.
  private func measureRound(
    on benches: inout LaneBenches, _ generator: inout SeededGenerator
  ) throws -> [[EngineCell]] {
    let contenders = experiment.contenders
    return try experiment.workloads.indices.map { workload in
      let order = RoundOrder.rotatedSnake(stages: contenders.count, using: &generator)
      var cells: [Int: EngineCell] = [:]
      for index in order {
        cells[index] = try measure(workload, contenders[index], on: &benches)
      }
      return contenders.indices.compactMap { cells[$0] }
    }
  }

  private func measure(
    _ workload: Int, _ contender: Contender, on benches: inout LaneBenches
  ) throws -> EngineCell {
    try benches.measure(
      experiment.workloads[workload], at: workload, contender,
      duration: experiment.cellDuration)
  }

  private var plannedRounds: Int? {
    if case .rounds(let count) = experiment.end { count } else { nil }
  }

  private func isOver(after rounds: Int, seconds: Double) -> Bool {
    switch experiment.end {
    case .rounds(let count): rounds >= count
    case .seconds(let limit): rounds >= 2 && seconds >= limit
    }
  }

  private func secondsLeft(after rounds: Int, seconds: Double) -> Double {
    switch experiment.end {
    case .rounds(let count): seconds / Double(rounds) * Double(count - rounds)
    case .seconds(let limit): max(0, limit - seconds)
    }
  }
}
