internal import Documents
internal import Presentation

/// The tab **rounds**: what each round measured at this stage and at the one before.
struct RoundsView {
  let state: StepState

  init(_ state: StepState) { self.state = state }

  var content: RowContent {
    var rows: [[Span]] = []
    for pair in state.pairs where pair.stage == state.stage {
      rows +=
        table(
          "\(pair.workload), \(pair.unit), rounds made now", pair.unit, pair.before, pair.after) + [
          []
        ]
    }
    if let workload = state.workloadResult, let here = state.result(of: workload, at: state.stage) {
      let other = state.comparesWithBase ? 0 : max(0, state.stage - 1)
      let before = state.stage == 0 ? nil : state.result(of: workload, at: other)
      rows += table(
        "\(workload.name), \(workload.unit)", workload.unit, before?.samples ?? [], here.samples)
    }
    return RowContent(
      rows.isEmpty ? [[Span("No rounds yet; r measures some", .dim)]] : rows)
  }

  private func table(
    _ title: String, _ unit: String, _ before: [Double], _ after: [Double]
  ) -> [[Span]] {
    let most = max(before.max() ?? 0, after.max() ?? 0)
    let room = max(4, state.layout.textWidth - 32)
    let against = state.comparesWithBase ? "base" : "before"
    return [
      [Span(title, .heading)],
      [Span("round" + Columns.right(against, 11) + Columns.right("here", 11), .dim)],
    ]
      + after.indices.map { round in
        let old = before.indices.contains(round) ? before[round] : nil
        let place = { (value: Double) in Share.of(value, most, columns: room - 1) }
        var scale = [Character](repeating: "·", count: room)
        if let old { scale[place(old)] = "o" }
        scale[place(after[round])] = "■"
        return [
          Span(Columns.right(String(round + 1), 5)),
          Span(Columns.right(old.map { StepMetric.text($0, unit: unit) } ?? "", 11)),
          Span(Columns.right(StepMetric.text(after[round], unit: unit), 11) + "  "),
          Span(String(scale), .dim),
        ]
      }
  }
}
