internal import Glibc
internal import Documents
internal import Presentation

/// Changes drawn as intervals on a scale that all of a table share: no change in the middle, and
/// logarithmic, so that twice as fast is as far from it as twice as slow.
struct IntervalScale {
  private let reach: Double
  private let columns: Int

  /// Takes the scale's reach from the intervals; nil where there are none.
  init?(_ changes: [Comparison], columns: Int) {
    let ends = changes.flatMap { [$0.shownLow, $0.shownHigh] }.map { abs(log($0)) }
      .filter(\.isFinite)
    guard let most = ends.max(), most > 0 else { return nil }
    reach = most
    self.columns = columns
  }

  var heading: String {
    let end = Columns.factor(exp(reach))
    let left = Columns.left("÷\(end)", place(1)) + "1"
    return left + Columns.right("×\(end)", columns - left.count)
  }

  /// One change: its interval as a line, its estimate as a block.
  func bar(_ change: Comparison) -> String {
    var cells = [Character](repeating: " ", count: columns)
    cells[place(1)] = "┼"
    let start = place(change.shownLow)
    for place in start...max(start, place(change.shownHigh)) { cells[place] = "─" }
    cells[place(change.ratio)] = "■"
    return String(cells)
  }

  private func place(_ ratio: Double) -> Int {
    let share = ratio > 0 ? (log(ratio) / reach + 1) / 2 : 0
    guard share.isFinite else { return columns - 1 }
    return Int(min(1, max(0, share)) * Double(columns - 1))
  }
}
