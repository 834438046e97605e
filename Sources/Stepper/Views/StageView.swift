internal import Presentation
internal import Documents

/// The tab **stage**: the step as Swift, and the engine's design before and after it.
struct StageView {
  let state: StepState

  init(_ state: StepState) { self.state = state }

  var content: RowContent {
    var rows: [[Span]] = []
    if let stage = state.patch?.summary?.stage {
      rows += [
        [Span("Stage \(stage.number) of \(stage.plan)", .heading)],
        [
          Span(
            "recognized by \(stage.evidence.joined(separator: ", ")); confidence "
              + StepMetric.text(stage.confidence), .dim)
        ], [],
      ]
      rows += (stage.code ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        .map { line in [Span(String(line))] }
      rows.append([])
    } else if state.stage > 0 {
      rows += [[Span("This patch is not a stage of the engine", .dim)], []]
    }
    rows += design + promise + changes
    return RowContent(rows)
  }

  /// Every field of the design, the changed ones with what they were.
  private var design: [[Span]] {
    let after = state.design(at: state.stage)
    guard !after.isEmpty else { return [] }
    let before = state.stage == 0 ? after : state.design(at: state.stage - 1)
    let width = after.keys.map(\.count).max() ?? 0
    return [[Span(state.stage == 0 ? "The design" : "The design, before → after", .heading)]]
      + after.keys.sorted().map { field in
        let now = after[field] ?? ""
        let was = before[field] ?? ""
        let name = field + String(repeating: " ", count: width - field.count) + "  "
        return was == now
          ? [Span("  " + name, .dim), Span(now)]
          : [Span("▶ " + name, .marked), Span("\(was) → \(now)", .marked)]
      } + [[]]
  }

  private var promise: [[Span]] {
    guard let patch = state.patch else { return [] }
    let promises = state.material.run.counted?.promises.filter { $0.patch == patch.number } ?? []
    return promises.flatMap { promise in
      [
        [
          Span(promise.isKept ? "✓ kept: " : "✗ broken: ", promise.isKept ? .good : .bad),
          Span(promise.promise),
        ]
      ] + promise.evidence.map { [Span("  " + $0, .dim)] }
    }
  }

  private var changes: [[Span]] {
    guard let patch = state.patch else { return [] }
    let changes =
      state.material.run.counted?.behaviourChanges.filter { $0.patch == patch.number } ?? []
    return changes.flatMap { change in
      [
        [Span("▼ " + change.probe, .bad)], [Span("  before: " + change.before)],
        [Span("  after:  " + change.after)], [Span("  " + change.meaning, .dim)],
      ]
    }
  }
}
