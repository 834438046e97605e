internal import Documents
internal import Presentation

/// Changes against the stage before on one axis: interval, estimate and a dot for each round.
struct Forest {
  private let scale: LogScale
  private static let width = 320.0
  private static let height = 26.0

  init(_ workload: WorkloadResult) {
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
    let dots = zip(stage.samples, earlier.samples).enumerated().compactMap { index, pair in
      pair.0 > 0 && pair.1 > 0
        ? (x: scale(pair.0 / pair.1), y: middle + Double(index % 5 - 2) * 3) : nil
    }
    svg.dots("dot", at: dots)
    let kind = Verdicts.kind(change.verdict)
    let (low, high) = (scale(change.shownLow), scale(change.shownHigh))
    svg.interval("interval \(kind)", from: low, to: high, y: middle, cap: 4)
    svg.rect("mark \(kind)", x: scale(change.ratio) - 4, y: middle - 4, width: 8, height: 8)
    return svg.picture(
      width: Self.width, height: Self.height, kind: "forest",
      title: "Patch \(stage.label)",
      description: change.change + ", " + change.verdict.rawValue)
  }
}

/// Words and classes for verdicts.
enum Verdicts {
  /// The class that colours a verdict.
  static func kind(_ verdict: Verdict) -> String {
    switch verdict {
    case .faster: "faster"
    case .slower: "slower"
    case .suspect: "suspect"
    case .tiny: "tiny"
    case .noChange: "same"
    case .inconclusive, .withinLayoutFloor, .more, .fewer, .equal: "unsure"
    }
  }
}
