internal import Documents
internal import Presentation

/// A call's duration by percentile, a line for each stage.
struct LatencyChart {
  let workload: WorkloadResult

  private static let width = 760.0
  private static let left = 58.0
  private static let right = 690.0

  var picture: String {
    let stages = workload.stages.compactMap { stage in stage.latencyUs.map { (stage, $0) } }
    guard let first = stages.first, let last = stages.last else { return "" }
    var svg = SVG()
    func values(_ latency: LatencySummary) -> [Double?] {
      [latency.p50, latency.shownP90, latency.shownP99, latency.max]
    }
    let y = LogScale(
      over: stages.flatMap { values($0.1).compactMap(\.self) }, from: 186, to: 22, room: 1.2)
    for tick in y.ticks {
      svg.line("grid", Self.left, y(tick), Self.right, y(tick))
      svg.text("tick end", Self.left - 8, y(tick) + 4, Columns.count(tick))
    }
    svg.text("tick", 4, 12, "µs for one call, log scale")
    func x(_ index: Int) -> Double {
      Self.left + 20 + Double(index) * (Self.right - Self.left - 40) / 3
    }
    for (index, name) in ["p50", "p90", "p99", "max"].enumerated() {
      svg.text("tick mid", x(index), 204, name)
    }
    for (stage, latency) in stages {
      let isEnd = stage.place == first.0.place || stage.place == last.0.place
      svg.open("stage", stage: stage.label, hint: "\(stage.label) \(stage.title)")
      svg.path(
        stage.place == first.0.place ? "latency base" : isEnd ? "latency last" : "latency",
        through: values(latency).enumerated().compactMap { index, value in
          value.map { (x: x(index), y: y($0)) }
        })
      svg.close()
    }
    let ends = [(first, "base"), (last, last.0.patchName)]
    var taken = -100.0
    for (end, name) in ends.sorted(by: { $0.0.1.max > $1.0.1.max }) {
      let place = max(y(end.1.max) + 4, taken + 14)
      taken = place
      svg.text("tick", Self.right - 14, place, name)
    }
    return svg.picture(
      width: Self.width, height: 210, kind: "chart latencies",
      title: "\(workload.name): duration of a call by percentile",
      description: "Median \(TimeText.microseconds(first.1.p50)) before the series, "
        + "\(TimeText.microseconds(last.1.p50)) after it.")
  }
}
