import ArgumentParser
import FuseEngine
import FuseSeries
import Measurement
import Reports
import RunModel

struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "replay")
  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var server: ServerOptions
  @Flag var json = false

  func run() async throws {
    let plan = StagePlan.scatterGatherDirectIO
    let stages = try StageUnderTest.stages(of: plan, applying: Array(1...11))
    let run = try await experiment.measure(
      stages, series: nil, apply: nil, without: [], server: server)
    try Terminal.print(json ? JSONText.pretty(run) : TextReport(run).render())
  }
}
