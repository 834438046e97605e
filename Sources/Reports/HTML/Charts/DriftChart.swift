internal import Documents
internal import Findings
internal import Presentation

/// Every cell against its own stage's level, round by round, or many rounds in groups: how quiet the
/// machine was.
struct DriftChart {
  let workload: WorkloadResult

  private static let width = 760.0
  private static let left = 58.0
  private static let right = 748.0

  var picture: String {
    let drift = RoundShares(workload)
    let rounds = drift.shares.count
    guard rounds > 0 else { return "" }
    let group = (rounds + Self.mostSlots - 1) / Self.mostSlots
    let shares = stride(from: 0, to: rounds, by: group).map { first in
      Self.shown(drift.shares[first..<min(rounds, first + group)].joined().sorted())
    }
    var svg = SVG()
    let y = LogScale(over: shares.joined() + [0.9, 1.1], from: 132, to: 16)
    for tick in [0.1, 0.2, 0.5, 0.8, 1, 1.25, 2] where y.lowest...y.highest ~= tick {
      svg.line(tick == 1 ? "baseline" : "grid", Self.left, y(tick), Self.right, y(tick))
      svg.text(
        "tick end", Self.left - 8, y(tick) + 4, "\(Columns.number(100 * tick, decimals: 0)) %")
    }
    let slot = (Self.right - Self.left) / Double(shares.count)
    func x(_ place: Int) -> Double { Self.left + (Double(place) + 0.5) * slot }
    svg.dots(
      "dot",
      at: shares.enumerated().flatMap { place, values in
        values.enumerated().map { index, value in
          (
            x: x(place) + (Double(index) / Double(max(1, values.count)) - 0.5) * slot * 0.6,
            y: y(value)
          )
        }
      })
    svg.path(
      "median",
      through: shares.enumerated().compactMap { place, values in
        values.isEmpty ? nil : (x: x(place), y: y(values[values.count / 2]))
      })
    for place in stride(from: 0, to: shares.count, by: max(1, shares.count / 10)) {
      svg.text("tick mid", x(place), 150, "\(place * group + 1)")
    }
    svg.text("tick mid", (Self.left + Self.right) / 2, 168, "round")
    return svg.picture(
      width: Self.width, height: 172, kind: "chart drift",
      title: "\(workload.name): every cell against its stage's level, in the order of rounds",
      description:
        "\(Columns.counted(rounds, "round")) of \(Columns.counted(drift.rows, "stage"))"
        + (group > 1
          ? ", \(group) to a column: the lowest, tenth, middle, ninth tenth and highest." : "."))
  }

  /// Columns at most; more rounds are put together.
  private static let mostSlots = 20

  /// The values of a column: all where they are few; of many the lowest, the first tenth, the middle, the ninth tenth and the highest.
  private static func shown(_ sorted: [Double]) -> [Double] {
    guard sorted.count > 20 else { return sorted }
    return [0, 1, 5, 9, 10].map { sorted[$0 * (sorted.count - 1) / 10] }
  }
}
