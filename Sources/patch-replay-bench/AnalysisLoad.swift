import Documents
import Rounds
import Statistics

/// A long series' figures that were never measured, to see what it costs to judge them.
struct AnalysisLoad: MeasuredLane {
  let rows: [LaneRow]
  let families: [MetricFamily]

  var kind: LaneKind { .command }
  var seed: UInt64 { 1 }
  var fresh: [FreshRounds] { [] }

  /// What the command lane finds of each command, with its unit and its size beside the wall time.
  private static let metrics: [(name: String, unit: String, scale: Double)] = [
    ("wall time", "s", 1), ("user time", "s", 1), ("system time", "s", 0.1),
    ("max RSS", "MB", 100), ("minor faults", "", 1e5), ("major faults", "", 100),
    ("voluntary switches", "", 1000), ("involuntary switches", "", 1000),
  ]

  /// Makes figures of every stage, workload and round: noise of some percent, and one patch in ten
  /// that changes something.
  ///
  /// - Parameters:
  ///   - patches: Patches of the series.
  ///   - workloads: Commands measured at each stage.
  ///   - rounds: Rounds over all of them.
  init(patches: Int, workloads: Int, rounds: Int) {
    let rows = (0...patches).map { number in
      LaneRow(
        place: StagePlace(number), patch: number == 0 ? nil : PatchNumber(number),
        title: "patch \(number)", subject: number == 0 ? nil : "patch \(number)")
    }
    self.rows = rows
    var generator = SeededGenerator(seed: 1)
    func noise() -> Double { Double.random(in: 0.95..<1.05, using: &generator) }
    func wall(_ stage: Int) -> Double { (1 + 0.1 * Double(stage / 10)) * noise() }
    func series(
      _ workload: Int, _ name: String, _ unit: String, _ better: MetricDirection,
      _ value: (Int) -> Double
    ) -> MetricSeries {
      MetricSeries(
        workload: workload, name: "workload \(workload): \(name)", unit: unit, better: better,
        rows: rows.map(\.place), values: (0..<rounds).map { _ in (0...patches).map(value) })
    }
    let rates = (0..<workloads).map { workload in
      series(workload, "throughput", "MB/s", .higher) { 100 / wall($0) }
    }
    let counted = Self.metrics.map { metric in
      (0..<workloads).map { workload in
        series(workload, metric.name, metric.unit, .lower) { metric.scale * wall($0) * noise() }
      }
    }
    families =
      [MetricFamily(kind: .primary, members: rates)]
      + counted.map { MetricFamily(kind: .secondary, members: $0) }
  }

  /// Judges all of it, as a lane does when its rounds are over.
  func judge() -> LaneResult { LaneResult(self) }

  func complete(_ result: inout StageResult, row: Int, of series: MetricSeries) {}

  func complete(_ result: inout WorkloadResult, of series: MetricSeries) {}
}
