internal import Documents
internal import Findings
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
    /// The patch's number, by which the page links to it.
    var number: String
    var title: String
    var isPatch: Bool
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
    var kind = Tone.unchanged.pageClass
    var glyph = ""
    /// What is shown on hovering: the change with its interval.
    var hint = ""
  }

  let run: Run
  let workloads: [WorkloadResult]

  var values: Values {
    let prefix = run.commonPrefix
    let stages = workloads.first?.stages ?? []
    let patches = Dictionary(
      (run.series?.patches ?? []).map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    func summary(_ stage: StageResult) -> PatchSummary? { stage.patch.flatMap { patches[$0] } }
    return Values(
      isShown: !stages.isEmpty,
      workloads: workloads.enumerated().map { Workload(index: $0, name: $1.name) },
      rows: stages.enumerated().map { index, stage in
        Row(
          number: stage.label, title: stage.shortTitle(without: prefix), isPatch: index > 0,
          additions: summary(stage).map { "+\($0.additions)" } ?? "",
          deletions: summary(stage).map { "−\($0.deletions)" } ?? "",
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
      return Change(
        text: comparison.isTooNoisy ? comparison.change : comparison.size,
        kind: comparison.verdict.tone(workload.better).pageClass, glyph: comparison.sign,
        hint: comparison.change + comparison.reasonWords)
    }
    return Cell(
      workload: place, previous: change(stage.vsPrevious), base: change(stage.vsBase),
      median: stage.isMeasured ? workload.text(stage.median) : stage.state.rawValue,
      requests: Columns.count(stage.counters.known(.requestsPerCall)),
      bytes: Columns.count(stage.counters.known(.metadataBytesPerCall)),
      p99: (stage.latencyUs?.shownP99).map(TimeText.microseconds) ?? "–",
      cpu: TimeText.microseconds(stage.cpuUsPerCall))
  }
}
