internal import Documents

/// The tab **log**: how the patch applied, how its stage was built, what is wrong with it.
struct LogView {
  let state: StepState

  init(_ state: StepState) { self.state = state }

  var content: RowContent {
    var rows: [[Span]] = []
    if !state.leftOut.isEmpty {
      let numbers = state.leftOut.sorted().map(\.description).joined(separator: ", ")
      rows.append([Span("Without \(numbers)", .heading)])
      rows += state.rest.map { [Span($0)] } + [[]]
    }
    if let patch = state.patch {
      rows += application(of: patch) + problems(of: patch.number)
      for workload in state.material.workloads {
        guard let stage = state.result(of: workload, at: state.stage), let log = stage.log else {
          continue
        }
        rows.append([Span("\(workload.name): \(stage.state.rawValue)", .bad)])
        rows += log.split(separator: "\n", omittingEmptySubsequences: false)
          .map { [Span(String($0))] }
        break
      }
    } else {
      rows += state.material.run.warnings.map { [Span("warning: " + $0, .doubtful)] }
      rows += problems(of: nil)
    }
    return RowContent(rows.isEmpty ? [[Span("Nothing to tell", .dim)]] : rows)
  }

  private func application(of patch: StepPatch) -> [[Span]] {
    guard let applied = state.applied(patch) else { return [] }
    let isWhole = applied.status == .applied
    var rows: [[Span]] = [
      [Span(isWhole ? "✓ applied" : "✗ \(applied.status.rawValue)", isWhole ? .good : .bad)]
    ]
    if let commit = applied.commit { rows.append([Span("commit \(commit)", .dim)]) }
    if let tree = applied.tree { rows.append([Span("tree   \(tree)", .dim)]) }
    rows += applied.hunks.map { hunk in
      [
        Span(
          "  \(hunk.path): "
            + (hunk.offset == 0 ? "in place" : "\(hunk.offset) lines from where the diff says"))
      ]
    }
    for reject in applied.rejects {
      rows.append([
        Span(
          "  \(reject.path)" + (reject.line > 0 ? " line \(reject.line)" : "")
            + ": \(reject.reason)", .bad)
      ])
      if !reject.expected.isEmpty { rows.append([Span("    expected: \(reject.expected)")]) }
      if !reject.found.isEmpty { rows.append([Span("    found:    \(reject.found)")]) }
    }
    return rows + [[]]
  }

  private func problems(of number: PatchNumber?) -> [[Span]] {
    (state.material.run.series?.problems ?? []).filter { $0.patch == number }.map {
      [Span("\($0.severity.rawValue): \($0.message)", $0.severity == .error ? .bad : .doubtful)]
    }
  }
}
