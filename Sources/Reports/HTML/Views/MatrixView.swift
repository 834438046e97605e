internal import Documents
internal import Presentation

/// Patches down, workloads across; each cell holds every metric, and the page shows one.
struct MatrixView {
  let run: Run
  let workloads: [WorkloadResult]

  var values: [String: Any] {
    let prefix = Titles(run).commonPrefix
    let stages = workloads.first?.stages ?? []
    let patches = Dictionary(
      (run.series?.patches ?? []).map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    func summary(_ stage: StageResult) -> PatchSummary? { stage.patch.flatMap { patches[$0] } }
    return [
      "any": !stages.isEmpty,
      "workloads": workloads.enumerated().map { ["index": $0, "name": $1.name] },
      "rows": stages.enumerated().map { index, stage -> [String: Any] in
        [
          "number": stage.label, "title": stage.shortTitle(without: prefix),
          "isPatch": index > 0, "patch": stage.label,
          "additions": summary(stage).map { "+\($0.additions)" } ?? "",
          "deletions": summary(stage).map { "−\($0.deletions)" } ?? "",
          "cells": workloads.enumerated().map { place, workload in
            cell(
              workload.stages.indices.contains(index) ? workload.stages[index] : stage, workload,
              place)
          },
        ]
      },
    ]
  }

  private func cell(_ stage: StageResult, _ workload: WorkloadResult, _ place: Int) -> [String: Any]
  {
    func change(_ comparison: Comparison?) -> [String: Any] {
      guard let comparison else { return ["text": "–", "kind": "same", "glyph": "", "hint": ""] }
      let whole = comparison.change
      return [
        "text": whole.prefix { $0 != "[" }.trimmingSuffixSpaces,
        "hint": "\(whole), \(comparison.verdict)\(comparison.reasonWords)",
        "glyph": Glyph.of(comparison.verdict),
        "kind": Verdicts.kind(comparison.verdict), "word": comparison.verdict.rawValue,
      ]
    }
    return [
      "workload": place, "previous": change(stage.vsPrevious), "base": change(stage.vsBase),
      "median": stage.isMeasured ? workload.text(stage.median) : stage.state.rawValue,
      "requests": Columns.count(stage.counters.known(.requestsPerCall)),
      "bytes": Columns.count(stage.counters.known(.metadataBytesPerCall)),
      "p99": (stage.latencyUs?.shownP99).map(TimeText.microseconds) ?? "–",
      "cpu": TimeText.microseconds(stage.cpuUsPerCall),
    ]
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
