import ArgumentParser
import Foundation

/// `analysis`: what judging a long series costs once it is measured.
struct AnalysisCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analysis", abstract: "Seconds and memory that judging a measured series takes.")

  @Option(help: "Patches of the series.")
  var patches = 40

  @Option(help: "Workloads measured at each stage.")
  var workloads = 4

  @Option(help: "Rounds measured.")
  var rounds = 60

  func run() throws {
    let load = AnalysisLoad(patches: patches, workloads: workloads, rounds: rounds)
    let clock = ContinuousClock()
    let time = clock.measure { _ = load.judge() }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let cells = "\(patches) patches, \(workloads) workloads, \(rounds) rounds"
    let text = String(format: "%.2f s, %.0f MB at most", seconds, Self.peakMegabytes)
    print("judging \(cells): \(text)")
  }

  /// The largest resident set of this process so far, its cells included.
  private static var peakMegabytes: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return Double(usage.ru_maxrss) * 1024 / 1e6
  }
}
