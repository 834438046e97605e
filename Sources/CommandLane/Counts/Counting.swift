package import Documents

/// What is counted beside, or in place of, timed rounds.
package struct Counting: Sendable {
  /// Whether the instructions of every stage are counted.
  package var countsStages = false
  /// Whether the functions are shown of which a named patch changes the cost.
  package var explains = false
  /// Whether rounds are timed.
  package var timesRounds = true
  /// What each patch does to its files.
  package var touched: [PatchNumber: [TouchedFile]] = [:]

  package init() {}

  /// Whether valgrind is needed.
  var needsValgrind: Bool { countsStages || explains }
}

extension CommandSettings {
  /// The names of the metrics that counting gives.
  package var countedNames: [String] {
    runs.count == 1 ? [InstructionCounts.name] : runs.map { "\($0): \(InstructionCounts.name)" }
  }
}
