public import RunModel

extension CommandMeasurement {
  /// Lays the measurement out as a run.
  ///
  /// - Parameters:
  ///   - series: The series, where mail was read.
  ///   - apply: How it applied.
  ///   - environment: The machine.
  /// - Returns: The run, with one lane.
  public func run(
    series: SeriesSummary?, apply: ApplyDocument?, environment: RunEnvironment
  ) -> Run {
    let lane = result()
    let table = CellTable(self)
    let rounds = plan.settings.runs.indices.map(table.roundCount).min() ?? 0
    return Run(
      series: series, apply: apply, environment: environment,
      settings: RunSettings(
        seed: plan.seed, rounds: rounds, seconds: nil, without: [],
        workloads: plan.settings.runs, bytesPerFile: 0),
      lanes: ["command": lane], warnings: warnings(rounds: rounds))
  }

  private func warnings(rounds: Int) -> [String] {
    var warnings: [String] = []
    if rounds < StageComparisons.fewestRounds {
      warnings.append(
        "\(rounds) rounds are too few to compare stages; "
          + "\(StageComparisons.fewestRounds) are needed, and 12 for a fair chance to see a change")
    }
    warnings += failures
    warnings += sameBinaries
    let counted = cells.filter { $0.block >= plan.blocksPerRound && $0.attempt == 1 }
    let disturbed = counted.count { $0.report.noise.isDisturbed }
    if disturbed * 10 > counted.count * 3 {
      warnings.append(
        "something else used this machine during \(disturbed) of \(counted.count) cells, too many "
          + "to measure them again")
    }
    let left = cells.reduce(0) { max($0, $1.report.leftBehind) }
    if left > 0 {
      warnings.append(
        "the command leaves \(left == 1 ? "a process" : "\(left) processes") running; "
          + "they are killed after each cell")
    }
    return warnings
  }

  /// Patches that leave every program as it was: right for documentation, and otherwise a sign that
  /// the build does not build what is run.
  private var sameBinaries: [String] {
    let built = stages.filter { $0.build.isBuilt && $0.build.binaries != nil }
    let same = zip(built, built.dropFirst()).filter { $0.build.binaries == $1.build.binaries }
      .map { String($1.stage.number) }
    guard !same.isEmpty else { return [] }
    return [
      "\(same.count == 1 ? "patch" : "patches") \(same.joined(separator: ", ")) left all programs "
        + "byte for byte as they were"
    ]
  }
}
