package import Documents
internal import Rounds
internal import Statistics

/// The rounds of an experiment; its variants are the engine's stages, then the kernel's call styles.
package struct EngineMeasurement: Sendable {
  let experiment: EngineExperiment
  /// The cells' throughputs, each in its workload's unit.
  let throughput: Cube<Double>
  /// What the cells did besides, by workload and variant.
  let totals: [[VariantTotals]]
  let fileBytes: Int
  /// Why the rounds stopped.
  package internal(set) var reason: StopReason?
  /// What kept them from going on, where that was no wish: these are the rounds before it.
  package internal(set) var failure: (any Error)?
  /// What a reader of the results should know of the way to the server.
  package internal(set) var warnings: [Warning] = []
  /// What fresh rounds gave for the changes that these cells show.
  var fresh: [FreshRounds] = []

  /// Whether the user stopped it.
  package var isInterrupted: Bool { reason == .interrupted }

  /// Rounds measured.
  package var rounds: Int { throughput.rounds }
}
