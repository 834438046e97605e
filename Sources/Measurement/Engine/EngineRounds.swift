internal import FuseEngine

/// The cells of an experiment, indexed by round, workload and stage.
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
  private let subjects: [any WorkloadSubject]

  init(_ experiment: EngineExperiment, subjects: [any WorkloadSubject]) {
    self.experiment = experiment
    self.subjects = subjects
  }

  func run(
    on bench: inout EngineBench, _ progress: (Progress) -> Void
  ) throws -> EngineMeasurement {
    for stage in experiment.stages {
      let cells = try subjects.map { try measure($0, stage, on: &bench) }
      let readings = zip(subjects, cells).map { subject, cell in
        Progress.Reading(
          workload: subject.workload.description, unit: subject.workload.unit,
          throughput: cell.throughput,
          requestsPerCall: Double(cell.counters.requests) / Double(cell.calls))
      }
      progress(.walked(stage: stage, readings: readings))
    }
    var generator = SeededGenerator(seed: experiment.seed)
    var rounds: [[[EngineCell]]] = []
    let start = Clock.now
    repeat {
      rounds.append(try measureRound(on: &bench, &generator))
      let seconds = Double(Clock.now - start) / 1e9
      progress(
        .finished(
          round: rounds.count, of: plannedRounds, seconds: seconds,
          secondsLeft: secondsLeft(after: rounds.count, seconds: seconds)))
    } while !isOver(after: rounds.count, seconds: Double(Clock.now - start) / 1e9)
    return EngineMeasurement(
      experiment: experiment, cells: rounds,
      fileBytes: subjects.reduce(0) { $0 + $1.file.byteCount })
  }

  /// Measures all stages back to back for one workload, then for the next.
  private func measureRound(
    on bench: inout EngineBench, _ generator: inout SeededGenerator
  ) throws -> [[EngineCell]] {
    try subjects.map { subject in
      let order = RoundOrder.rotatedSnake(
        stages: experiment.stages.count, using: &generator)
      var cells: [Int: EngineCell] = [:]
      for index in order {
        cells[index] = try measure(subject, experiment.stages[index], on: &bench)
      }
      return experiment.stages.indices.compactMap { cells[$0] }
    }
  }

  private func measure(
    _ subject: any WorkloadSubject, _ stage: StageUnderTest, on bench: inout EngineBench
  ) throws -> EngineCell {
    try bench.measure(subject, design: stage.design, duration: experiment.cellDuration)
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
