package import Documents
internal import Rounds
internal import Statistics

/// A long series' cells that nobody measured, to see what judging them costs.
package struct AnalysisLoad: Sendable {
  private let measurement: CommandMeasurement

  /// Makes the cells of every stage, workload and round: noise of some percent, and one patch in ten
  /// that changes something.
  ///
  /// - Parameters:
  ///   - patches: Patches of the series.
  ///   - workloads: Commands measured at each stage.
  ///   - rounds: Rounds over all of them.
  package init(patches: Int, workloads: Int, rounds: Int) {
    let stages = (0...patches).map { number in
      BuiltStage(
        stage: CommandStage(
          number: number, patch: number == 0 ? nil : PatchNumber(number),
          subject: number == 0 ? nil : "patch \(number)", tree: "\(number)"),
        build: BuildRecord(
          key: "\(number)", tree: "\(number)", isBuilt: true, log: "", seconds: 0,
          binaries: "\(number)"))
    }
    let plan = CommandPlan(
      stages: stages.map { CommandPlan.Stage(number: $0.stage.number, key: "", binaries: nil) },
      settings: CommandSettings(
        build: nil, runs: (0..<workloads).map { "workload \($0)" }, setup: nil, prepare: nil,
        conclude: nil, timeout: 60, pin: [], environment: [:], metrics: []),
      machine: "", seed: 1)
    var generator = SeededGenerator(seed: 1)
    var cells: [CommandCell] = []
    for block in 0..<((rounds + 1) * workloads) {
      for stage in 0...patches {
        cells.append(
          Self.cell(block: block, run: plan.run(ofBlock: block), stage: stage, &generator))
      }
    }
    measurement = CommandMeasurement(
      stages: stages, plan: plan, cells: cells, reason: .rounds(rounds))
  }

  /// Judges all of it, as the command lane does when its rounds are over.
  package func judge() -> LaneResult { measurement.result() }

  private static func cell(
    block: Int, run: Int, stage: Int, _ generator: inout SeededGenerator
  ) -> CommandCell {
    func noise() -> Double { Double.random(in: 0.95..<1.05, using: &generator) }
    let wall = (1 + 0.1 * Double(stage / 10)) * noise()
    return CommandCell(
      block: block, run: run, stage: stage, attempt: 1,
      report: ProcessReport(
        end: .exited, code: 0, wall: wall, user: wall * noise(), system: wall * noise() / 10,
        residentBytes: Int(1e8 * noise()), minorFaults: Int(1e5 * noise()),
        majorFaults: Int(100 * noise()), voluntarySwitches: Int(1000 * noise()),
        involuntarySwitches: Int(1000 * noise()), leftBehind: 0, noise: .none),
      values: [MetricValue(name: "throughput", unit: "MB/s", value: 100 / wall * noise())],
      log: "")
  }
}
