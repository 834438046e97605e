internal import Documents
internal import Presentation

/// Patches down, workloads across; each cell holds every metric, and the page shows one.
struct MatrixView {
  /// What the template shows.
  struct Values {
    var isShown: Bool
    var workloads: [Workload]
    var rows: [Row]
  }

  struct Workload {
    var index: Int
    var name: String
  }

  /// A stage with a cell for each workload.
  struct Row {
    var number: Int
    var title: String
    var isPatch: Bool
    /// The patch that it links to.
    var patch: Int
    var additions: String
    var deletions: String
    var cells: [Cell]
  }

  /// Every metric of a workload at a stage.
  struct Cell {
    /// The workload's index.
    var workload: Int
    var previous: Change
    var base: Change
    var median: String
    var requests: String
    var bytes: String
    var p99: String
    var cpu: String
  }

  /// A change as a cell shows it.
  struct Change {
    var text = "–"
    /// The class that colours it.
    var kind = "same"
    var glyph = ""
    /// What is shown on hovering: the interval and the verdict.
    var hint = ""
  }

  let run: Run
  let workloads: [WorkloadResult]

  var values: Values {
    let prefix = Titles(run).commonPrefix
    let stages = workloads.first?.stages ?? []
    let isEngine = stages.contains { !$0.design.isEmpty }
    let patches = Dictionary(
      (run.series?.patches ?? []).compactMap { patch in
        // The engine's stages have the numbers of its plan, all others those of the patches.
        (isEngine ? patch.stage?.number : patch.number).map { ($0, patch) }
      },
      uniquingKeysWith: { first, _ in first })
    return Values(
      isShown: !stages.isEmpty,
      workloads: workloads.enumerated().map { Workload(index: $0, name: $1.name) },
      rows: stages.enumerated().map { index, stage in
        Row(
          number: stage.number, title: stage.shortTitle(without: prefix), isPatch: index > 0,
          patch: patches[stage.number]?.number ?? stage.number,
          additions: patches[stage.number].map { "+\($0.additions)" } ?? "",
          deletions: patches[stage.number].map { "−\($0.deletions)" } ?? "",
          cells: workloads.enumerated().map { place, workload in
            cell(
              workload.stages.indices.contains(index) ? workload.stages[index] : stage, workload,
              place)
          })
      })
  }

  private func cell(_ stage: StageResult, _ workload: WorkloadResult, _ place: Int) -> Cell {
    func change(_ comparison: Comparison?) -> Change {
      guard let comparison else { return Change() }
      let whole = comparison.change
      return Change(
        text: whole.prefix { $0 != "[" }.trimmingSuffixSpaces,
        kind: Verdicts.kind(comparison.verdict), glyph: Glyph.of(comparison.verdict),
        hint: "\(whole), \(comparison.verdict)\(comparison.reasonWords)")
    }
    return Cell(
      workload: place, previous: change(stage.vsPrevious), base: change(stage.vsBase),
      median: stage.isMeasured ? workload.text(stage.median) : stage.state,
      requests: Columns.count(stage.counters.known(.requestsPerCall)),
      bytes: Columns.count(stage.counters.known(.metadataBytesPerCall)),
      p99: (stage.latencyUs?.shownP99).map(TimeText.microseconds) ?? "–",
      cpu: TimeText.microseconds(stage.cpuUsPerCall))
  }
}

extension Substring {
  /// The text without blanks at its end.
  fileprivate var trimmingSuffixSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
