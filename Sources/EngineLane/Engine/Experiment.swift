package import Rounds

/// What the engine lane is to measure.
package struct EngineExperiment: Sendable {
  /// The stages of the engine, base first; none where only the kernel is measured.
  package var stages: [StageUnderTest]
  /// Whether the running kernel is measured beside the stages, in the same rounds.
  package var includesKernel = false
  /// Whether a file in memory is measured beside the kernel's mount, as the limit.
  package var includesMemoryFile = false
  /// The workloads, in order.
  package var workloads: [WorkloadRun]
  /// A file on the server that is read; each workload makes one of its own where there is none.
  package var path: String?
  /// When to stop.
  package var end: StopRule
  /// The seed of everything random.
  package var seed: UInt64

  /// Creates an experiment.
  package init(
    stages: [StageUnderTest], workloads: [WorkloadRun], path: String? = nil, end: StopRule,
    seed: UInt64
  ) {
    self.path = path
    self.stages = stages
    self.workloads = workloads
    self.end = end
    self.seed = seed
  }
}
