internal import Rounds
internal import Statistics

/// How far each stage is from the one before it, by the rounds so far.
struct Leaders {
  private let experiment: EngineExperiment
  private var rounds = 0
  /// Sums of logarithms of ratios, by workload and stage; the base's are 0.
  private var sums: [[Double]]

  /// Begins without rounds.
  init(_ experiment: EngineExperiment) {
    self.experiment = experiment
    sums = experiment.workloads.map { _ in experiment.stages.map { _ in 0 } }
  }

  /// Adds the throughputs of a round, by workload and variant.
  mutating func add(round: [[Double]]) {
    rounds += 1
    for (workload, figures) in round.enumerated() {
      for stage in experiment.stages.indices.dropFirst() {
        sums[workload][stage] += Logarithm.of(figures[stage]) - Logarithm.of(figures[stage - 1])
      }
    }
  }

  /// The stage that stands out most; nil where there are no two stages.
  var first: Leader? {
    sums.indices.flatMap { workload in
      experiment.stages.indices.dropFirst().map { (workload: workload, stage: $0) }
    }
    .max { abs(sums[$0.workload][$0.stage]) < abs(sums[$1.workload][$1.stage]) }
    .map {
      Leader(
        workload: experiment.workloads[$0.workload].description,
        patch: experiment.stages[$0.stage].patch,
        ratio: Logarithm.exp(sums[$0.workload][$0.stage] / Double(rounds)))
    }
  }
}
