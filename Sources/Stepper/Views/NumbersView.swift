internal import Documents
internal import Presentation

/// The tab **numbers**: the stage against the one before and the base, and the metric over all
/// stages.
struct NumbersView {
  let state: StepState

  init(_ state: StepState) { self.state = state }

  var content: RowContent {
    var rows = pairs
    guard let workload = state.workloadResult else {
      guard rows.isEmpty else { return RowContent(rows) }
      return RowContent(
        [
          [
            Span(
              "Nothing is measured yet; \(state.name("r", "measure")) measures this patch against "
                + "the stage before", .dim)
          ]
        ])
    }
    rows += counted + overview + [[]] + figures(of: workload) + [[]] + chart(of: workload)
    return RowContent(rows)
  }

  /// What more rounds showed of this stage.
  private var pairs: [[Span]] {
    let here = state.pairs.filter { $0.stage == state.stage }
    guard !here.isEmpty else { return [] }
    return here.flatMap { pair -> [[Span]] in
      let rows = [
        [
          Span(
            pair.standing.words(later: pair.after.count, all: pair.rounds),
            pair.standing == .machineChanged ? .doubtful : .heading)
        ], [Span("\(pair.workload)  "), Self.words(pair.change, .higher)],
      ]
      guard let confirmed = pair.confirmation else { return rows }
      let size = Columns.change(confirmed.ratio, low: confirmed.low, high: confirmed.high)
      return rows + [
        [
          Span(
            confirmed.holds ? "✓ confirmed \(size)" : "✗ not confirmed \(size)",
            confirmed.holds ? .good : .doubtful)
        ]
      ]
    } + [[]]
  }

  /// What the patch changed of what is counted.
  private var counted: [[Span]] {
    guard let patch = state.patch else { return [] }
    let counts = CountedWords.figures(ofPatch: patch.number, in: state.material.run)
    return counts.isEmpty ? [] : [[Span("Counted", .heading)], [Span("  " + counts)], []]
  }

  /// Every workload in a line: what the patch, or the series so far, did to it.
  private var overview: [[Span]] {
    let names = state.material.workloads.map(\.name)
    let width = min(28, names.map(\.count).max() ?? 0)
    let against = state.comparesWithBase ? "against the base" : "against the stage before"
    return [[Span("Stage \(state.stage), \(against)", .heading)]]
      + state.material.workloads.enumerated().map { place, workload in
        let isChosen = place == state.workload
        let stage = state.result(of: workload, at: state.stage)
        let change = state.comparesWithBase ? stage?.vsBase : stage?.vsPrevious
        return [
          Span(isChosen ? "▶ " : "  ", isChosen ? .chosen : .plain),
          Span(Columns.left(workload.name, width) + "  ", isChosen ? .chosen : .plain),
          change.map { Self.words($0, workload.better) }
            ?? Span(
              stage == nil
                ? "not measured" : stage?.isMeasured == true ? "–" : stage?.state.rawValue ?? "",
              .dim),
        ]
      }
  }

  private static func words(_ change: Comparison, _ better: MetricDirection) -> Span {
    let judged = [change.sign, change.word].filter { !$0.isEmpty }.joined(separator: " ")
    return Span(
      (judged.isEmpty ? "" : judged + "  ") + (change.reason?.rawValue ?? change.change),
      Ink(change.verdict.tone(better)))
  }

  /// Every metric of the workload: base, stage before, stage.
  private func figures(of workload: WorkloadResult) -> [[Span]] {
    let stages = [0, max(0, state.stage - 1), state.stage].map {
      state.result(of: workload, at: $0)
    }
    let head = ["base", "before", "here"].map { Columns.right($0, 11) }.joined()
    return [[Span(Columns.left(workload.name, 22) + head, .heading)]]
      + StepMetric.all(of: workload).map { metric in
        let values = stages.map { stage in
          Columns.right(
            stage.flatMap(metric.value).map { metric.text($0, in: workload) } ?? "–", 11)
        }
        return [
          Span(
            Columns.left(metric.name(in: workload), 22) + values.joined(),
            metric == state.metric ? .chosen : .plain)
        ]
      }
  }

  /// The metric as a bar for each stage.
  private func chart(of workload: WorkloadResult) -> [[Span]] {
    let values = (0..<state.stageCount).map { stage in
      state.result(of: workload, at: stage).flatMap(state.metric.value)
    }
    let most = values.compactMap(\.self).max() ?? 0
    let room = max(4, state.layout.textWidth - 20)
    return [[Span("\(state.metric.name(in: workload)), stage by stage", .heading)]]
      + values.enumerated().map { stage, value in
        let bar = value.map { Share.of($0, most, columns: room) } ?? 0
        let isHere = stage == state.stage
        return [
          Span(
            (isHere ? "▶" : " ") + Columns.right(String(stage), 4) + " ",
            isHere ? .chosen : .plain),
          Span(String(repeating: "█", count: bar), isHere ? .marked : .dim),
          Span(" " + (value.map { state.metric.text($0, in: workload) } ?? "–")),
        ]
      }
  }
}
