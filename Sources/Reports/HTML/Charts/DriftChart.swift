internal import Documents
internal import Findings
internal import Presentation

/// Every cell against its own stage's level, round by round: how quiet the machine was.
struct DriftChart {
  let workload: WorkloadResult

  private static let width = 760.0
  private static let left = 58.0
  private static let right = 748.0

  var picture: String {
    let drift = RoundShares(workload)
    let shares = drift.shares
    let rounds = shares.count
    guard rounds > 0 else { return "" }
    var svg = SVG()
    let y = LogScale(over: shares.joined() + [0.9, 1.1], from: 132, to: 16)
    for tick in [0.1, 0.2, 0.5, 0.8, 1, 1.25, 2] where y.lowest...y.highest ~= tick {
      svg.line(tick == 1 ? "baseline" : "grid", Self.left, y(tick), Self.right, y(tick))
      svg.text(
        "tick end", Self.left - 8, y(tick) + 4, "\(Columns.number(100 * tick, decimals: 0)) %")
    }
    let slot = (Self.right - Self.left) / Double(rounds)
    func x(_ round: Int) -> Double { Self.left + (Double(round) + 0.5) * slot }
    svg.dots(
      "dot",
      at: shares.enumerated().flatMap { round, values in
        values.enumerated().map { index, value in
          (
            x: x(round) + (Double(index) / Double(max(1, values.count)) - 0.5) * slot * 0.6,
            y: y(value)
          )
        }
      })
    svg.path(
      "median",
      through: drift.medians.enumerated().compactMap { round, median in
        median.map { (x: x(round), y: y($0)) }
      })
    let step = max(1, rounds / 10)
    for round in stride(from: 0, to: rounds, by: step) {
      svg.text("tick mid", x(round), 150, "\(round + 1)")
    }
    svg.text("tick mid", (Self.left + Self.right) / 2, 168, "round")
    return svg.picture(
      width: Self.width, height: 172, kind: "chart drift",
      title: "\(workload.name): every cell against its stage's level, in the order of rounds",
      description:
        "\(Columns.counted(rounds, "round")) of \(Columns.counted(drift.rows, "stage")).")
  }
}
