import Documents
import Rounds
import Statistics
@testable import CommandLane

/// A run of the command lane as cells that were never measured.
struct ScriptedRun {
  var stages = 4
  var rounds = 12
  var settings = CommandSettings(
    build: "make", runs: ["./x"], setup: nil, prepare: nil, conclude: nil, timeout: 60, pin: [],
    environment: [:], metrics: [])
  /// Stages that do not build.
  var unbuildable: Set<Int> = []
  /// The digest of a stage's programs.
  var binaries: (_ stage: Int) -> String? = { "binary\($0)" }
  /// What a cell of the first round read of what tells stages of equal programs apart.
  var read: (_ stage: Int) -> [String: String]? = { _ in nil }
  /// What a cell prints, by round and stage; nil for one that fails.
  var values: (_ round: Int, _ stage: Int) -> [MetricValue]?
  var wall: (_ round: Int, _ stage: Int) -> Double = { _, _ in 1 }

  var plan: CommandPlan {
    CommandPlan(
      stages: (0..<stages).filter { !unbuildable.contains($0) }.map {
        CommandPlan.Stage(place: StagePlace($0), key: "key\($0)", binaries: binaries($0))
      },
      settings: settings, machine: "machine", seed: 1)
  }

  var measurement: CommandMeasurement {
    let built = (0..<stages).map { number in
      BuiltStage(
        stage: CommandStage(
          place: StagePlace(number), patch: number == 0 ? nil : PatchNumber(number),
          subject: number == 0 ? nil : "patch \(number)", tree: "tree\(number)"),
        build: BuildRecord(
          key: "key\(number)", tree: "tree\(number)", isBuilt: !unbuildable.contains(number),
          log: "", seconds: 1, binaries: binaries(number)))
    }
    let plan = plan
    return CommandMeasurement(
      stages: built, plan: plan,
      cells: (0...rounds).flatMap { round in
        plan.stages.map { cell(round: round, stage: $0.place.rawValue) }
      },
      reason: .rounds(rounds))
  }

  /// The measurement with fresh rounds of its first metric that show a tenth less behind some patches.
  func confirmed(_ patches: [PatchNumber]) -> CommandMeasurement {
    var measurement = measurement
    measurement.fresh = [
      FreshRounds(
        found: FoundChange(workload: 0, patches: patches),
        before: (0..<12).map { Self.noise($0, 7) }, after: (0..<12).map { 0.9 * Self.noise($0, 8) })
    ]
    return measurement
  }

  func cell(round: Int, stage: Int) -> CommandCell {
    let printed = values(round, stage)
    return CommandCell(
      block: round, run: 0, stage: StagePlace(stage), attempt: 1,
      report: ProcessReport(
        end: .exited, code: printed == nil ? 3 : 0, wall: wall(round, stage), user: 0.5,
        system: 0.1, residentBytes: 7_000_000, minorFaults: 100, majorFaults: 0,
        voluntarySwitches: 3, involuntarySwitches: 2, leftBehind: 0, noise: .none),
      values: printed ?? [], log: printed == nil ? "exit code 3" : "",
      read: round == 0 ? read(stage) : nil)
  }

  /// A little noise that follows from round and stage.
  static func noise(_ round: Int, _ stage: Int) -> Double {
    var generator = SeededGenerator(seed: UInt64(round * 1000 + stage))
    return 1 + 0.004 * (Double(generator.next() >> 11) / Double(1 << 53) - 0.5)
  }
}
