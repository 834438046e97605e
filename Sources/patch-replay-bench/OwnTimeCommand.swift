import ArgumentParser
import EngineLane
import FuseSeries

/// `own-time`: what the engine itself costs, with a server that answers at once.
struct OwnTimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "own-time", abstract: "Processor time of the engine for one request, in ns.")

  @Option(help: "The stage of the engine.")
  var stage = PlanRegistry.all.standard.steps.count

  @Option(help: "The call.")
  var workload = "writev:32x4k"

  @Option(help: "How often it is made.")
  var calls = 100_000

  func run() throws {
    guard case .direct(let transfer) = try Workload(workload).call else {
      throw ValidationError("--workload must be one of \(WorkloadKind.systemCallNames).")
    }
    let design = try StageUnderTest(stage, of: PlanRegistry.all.standard).design
    let (nanoseconds, requests) = try OwnTime.measure(transfer, design: design, calls: calls)
    print(nanoseconds / Int64(max(1, requests)))
  }
}
