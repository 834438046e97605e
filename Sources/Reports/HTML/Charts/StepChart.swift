internal import Documents
internal import Presentation

/// A workload's level at each stage as steps, with its interval as a band.
struct StepChart {
  let workload: WorkloadResult

  private static let width = 760.0
  private static let height = 250.0
  private static let left = 58.0
  private static let right = 748.0
  private static let top = 34.0
  private static let bottom = 216.0

  var picture: String {
    let stages = workload.stages.filter { $0.isMeasured && $0.median > 0 }
    guard let first = stages.first, let last = stages.last else { return "" }
    var svg = SVG()
    let y = LogScale(
      over: stages.flatMap { [$0.low, $0.median, $0.high] }, from: Self.bottom, to: Self.top,
      room: 1.12)
    for tick in y.ticks {
      svg.line("grid", Self.left, y(tick), Self.right, y(tick))
      svg.text(
        "tick end", Self.left - 8, y(tick) + 4,
        tick < 1 ? Columns.number(tick, decimals: 3) : Columns.count(tick))
    }
    svg.text("tick", 4, 16, "\(workload.unit), log scale")
    svg.rect(
      "theta", x: Self.left, y: y(first.median * 1.02), width: Self.right - Self.left,
      height: y(first.median * 0.98) - y(first.median * 1.02))
    svg.line("baseline", Self.left, y(first.median), Self.right, y(first.median))
    let slot = (Self.right - Self.left) / Double(stages.count)
    for (index, stage) in stages.enumerated() {
      add(stage, at: Self.left + Double(index) * slot, slot, y, to: &svg)
    }
    svg.path(
      "step",
      through: stages.enumerated().flatMap { index, stage in
        let x = Self.left + Double(index) * slot
        return [(x: x, y: y(stage.median)), (x: x + slot, y: y(stage.median))]
      })
    svg.text("tick mid", (Self.left + Self.right) / 2, Self.height - 4, "patches applied")
    let change = last.vsBase?.change
    return svg.picture(
      width: Self.width, height: Self.height, kind: "chart steps",
      title: "\(workload.name): level, \(workload.unit), at each stage",
      description: "From \(workload.text(first.median)) before the series to "
        + "\(workload.text(last.median)) after \(last.patchName)"
        + (change.map { ", \($0)" } ?? "") + ". The table has every number.")
  }

  private func add(
    _ stage: StageResult, at x: Double, _ slot: Double, _ y: LogScale, to svg: inout SVG
  ) {
    let verdict = stage.vsPrevious?.verdict
    svg.open(
      "stage", stage: stage.label,
      hint: "\(stage.label): \(workload.text(stage.median)) "
        + "[\(workload.text(stage.low)), \(workload.text(stage.high))] "
        + workload.unit)
    svg.rect("hit", x: x, y: Self.top - 26, width: slot, height: Self.bottom - Self.top + 44)
    svg.rect(
      "band", x: x, y: y(stage.high), width: slot, height: y(stage.low) - y(stage.high))
    if let verdict {
      svg.text(
        "glyph mid \(verdict.tone(workload.better).pageClass)", x + slot / 2, 26, verdict.sign)
    }
    svg.text("tick mid", x + slot / 2, Self.bottom + 16, stage.label)
    svg.close()
  }
}
