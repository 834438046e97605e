internal import Documents
internal import Presentation

/// Patches down, workloads across; each cell holds every metric, and the page shows one.
struct MatrixView {
  let run: Run
  let workloads: [WorkloadResult]

  var values: [String: Any] {
    let prefix = Titles(run).commonPrefix
    let stages = workloads.first?.stages ?? []
    let isEngine = stages.contains { !$0.design.isEmpty }
    let patches = Dictionary(
      (run.series?.patches ?? []).compactMap { patch in
        // The engine's stages have the numbers of its plan, all others those of the patches.
        (isEngine ? patch.stage?.number : patch.number).map { ($0, patch) }
      },
      uniquingKeysWith: { first, _ in first })
    return [
      "any": !stages.isEmpty,
      "workloads": workloads.enumerated().map { ["index": $0, "name": $1.name] },
      "rows": stages.enumerated().map { index, stage -> [String: Any] in
        [
          "number": stage.number, "title": stage.shortTitle(without: prefix),
          "isPatch": index > 0, "patch": patches[stage.number]?.number ?? stage.number,
          "additions": patches[stage.number].map { "+\($0.additions)" } ?? "",
          "deletions": patches[stage.number].map { "−\($0.deletions)" } ?? "",
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
        "kind": Verdicts.kind(comparison.verdict), "word": comparison.verdict,
      ]
    }
    return [
      "workload": place, "previous": change(stage.vsPrevious), "base": change(stage.vsBase),
      "median": stage.isMeasured ? workload.text(stage.median) : stage.state,
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
