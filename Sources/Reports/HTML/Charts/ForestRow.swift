internal import Documents
internal import Findings
internal import Presentation

/// Changes against the stage before on one axis: interval, estimate and a dot for each round, or for
/// each tenth of many rounds.
struct Forest {
  private let scale: LogScale
  private let better: MetricDirection
  private static let width = 320.0
  private static let height = 26.0

  init(_ workload: WorkloadResult) {
    better = workload.better
    let comparisons = workload.stages.compactMap(\.vsPrevious)
    scale = LogScale(
      over: comparisons.flatMap { [$0.shownLow, $0.shownHigh] } + [0.9, 1 / 0.9], from: 6,
      to: Self.width - 6, room: 1.08)
  }

  /// The axis with its ticks.
  var axis: String {
    var svg = SVG()
    let wanted = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].filter {
      scale.lowest...scale.highest ~= $0
    }
    let ticks = wanted.count > 1 ? wanted : [0.9, 1, 1.1]
    for tick in ticks {
      svg.text(
        "tick mid", max(16, min(Self.width - 16, scale(tick))), 16,
        tick == 1 ? "0 %" : tick < 1 || tick < 1.5 ? percent(tick) : "×\(Columns.count(tick))")
    }
    return svg.picture(
      width: Self.width, height: 20, kind: "forest", title: "Axis",
      description: "Ratio to the stage before, log scale")
  }

  /// The ratios of few rounds; of many the middle of each tenth, in ascending order, which shows how
  /// they are spread in as little room.
  static func shown(_ ratios: [Double]) -> [Double] {
    guard ratios.count > mostDots else { return ratios }
    let sorted = ratios.sorted()
    return (0..<10).map { sorted[(2 * $0 + 1) * sorted.count / 20] }
  }

  /// Rounds up to which each has its dot.
  static let mostDots = 24

  private func percent(_ ratio: Double) -> String {
    let change = Columns.number(100 * (ratio - 1), decimals: 0)
    return (ratio > 1 ? "+" : "") + change + " %"
  }

  /// One patch's row; `earlier` is the stage before.
  func row(_ stage: StageResult, after earlier: StageResult) -> String {
    guard let change = stage.vsPrevious else { return "" }
    var svg = SVG()
    let middle = Self.height / 2
    svg.rect("theta", x: scale(0.98), y: 0, width: scale(1.02) - scale(0.98), height: Self.height)
    svg.line("baseline", scale(1), 0, scale(1), Self.height)
    let ratios = Self.shown(stage.roundRatios(to: earlier).map(\.ratio))
    svg.dots(
      "dot",
      at: ratios.enumerated().map { place, ratio in
        (x: scale(ratio), y: middle + Double(place % 5 - 2) * 3)
      })
    let kind = change.verdict.tone(better).pageClass
    let (low, high) = (scale(change.shownLow), scale(change.shownHigh))
    svg.interval("interval \(kind)", from: low, to: high, y: middle, cap: 4)
    svg.rect("mark \(kind)", x: scale(change.ratio) - 4, y: middle - 4, width: 8, height: 8)
    return svg.picture(width: Self.width, height: Self.height, besideWords: "forest")
  }
}
