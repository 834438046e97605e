import ArgumentParser
import Documents
import EngineLane
import Foundation
import FuseEngine
import FuseSeries
import Rounds

/// The default: engine, kernel and a file in memory, measured in the same rounds.
struct ThroughputCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "throughput", abstract: "MB/s of engine, kernel and a file in memory.")

  @Option(help: "Rounds over all of them.")
  var rounds = 200

  @Flag(help: "Have the kernel send the requests of one call in turn, as the engine does.")
  var syncDio = false

  func validate() throws {
    guard 5...10_000 ~= rounds else { throw ValidationError("--rounds must be 5 to 10000.") }
  }

  func run() async throws {
    let names = [8, 32, 64, 256].flatMap { ["writev:\($0)x4k", "readv:\($0)x4k"] }
    let plan = PlanRegistry.all.standard
    let last = plan.steps.count
    var experiment = EngineExperiment(
      stages: try [0, last].map { try StageUnderTest($0, of: plan) },
      workloads: try names.map { try WorkloadRun(Workload($0)) }, end: .rounds(rounds), seed: 1)
    experiment.includesKernel = true
    experiment.includesMemoryFile = true
    let server = Bundle.main.bundleURL.appendingPathComponent("patch-replay-fused").path
    let measured = try await EngineMeasurement.measure(
      experiment,
      against: .command(
        ServerCommand(
          program: server, options: ["-f", "-s"] + (syncDio ? ["-o", "sync_dio"] : []),
          movesPagesByAddress: true)),
      as: Caller(user: getuid(), group: getgid(), process: UInt32(getpid())),
      stop: StopToken()
    ) { _ in }
    if let failure = measured.failure { throw failure }
    guard let engine = measured.engineResult(claims: []), let kernel = measured.kernelResult()
    else { throw ValidationError("A lane has no result.") }
    for warning in measured.warnings { print("warning: \(warning)") }
    print(
      "MB/s, medians of \(measured.rounds) rounds; the kernel sends the requests of one call "
        + (syncDio ? "in turn" : "at once") + "; the ratio with its 95 % interval")
    Self.row(
      "", ["stage 0", "stage \(last)", "per segment", "vectored", "memory"],
      "vectored ÷ stage \(last)")
    for (ours, theirs) in zip(engine.workloads, kernel.workloads) {
      let medians = (ours.stages + theirs.stages).map { String(Int($0.median.rounded())) }
      let ratio = theirs.stages.lazy.compactMap(\.vsEngine).first.map {
        String(format: "%.2f [%.2f, %.2f]", $0.ratio, $0.low, $0.high)
      }
      Self.row(ours.name, medians, ratio ?? "")
    }
  }

  private static func row(_ name: String, _ cells: [String], _ ratio: String) {
    let columns = cells.map { $0.padding(to: 12) }.joined()
    print(name.padding(toLength: 14, withPad: " ", startingAt: 0) + columns + ratio.padding(to: 22))
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
