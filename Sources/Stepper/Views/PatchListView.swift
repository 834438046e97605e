internal import Documents
internal import Presentation

/// The list on the left: every patch with whether it is applied and what it did to the workload.
struct PatchListView {
  let state: StepState

  init(_ state: StepState) { self.state = state }

  /// The rows that fit, the stage's own among them.
  func rows(_ count: Int, columns: Int) -> [[Span]] {
    let most = max(0, state.stageCount - count)
    let first = min(max(0, state.stage - count / 2), most)
    let digits = String(state.stageCount - 1).count
    let prefix = commonPrefix
    return (first..<min(state.stageCount, first + count)).map { stage in
      var text = PrintableText(columns: columns, isASCII: state.isASCII)
      let isHere = stage == state.stage
      text.add(isHere ? "▶" : " ", isHere ? .chosen : .plain)
      let (sign, ink) = sign(of: stage)
      text.add(sign, ink)
      text.add(
        Columns.right(
          stage == 0 ? "0" : state.material.patches[stage - 1].number.description, digits + 1))
      text.add(" ")
      let (glyph, verdictInk) = verdict(of: stage)
      text.add(glyph, verdictInk)
      text.add(" ")
      let subject =
        stage == 0
        ? "before the series" : String(state.material.patches[stage - 1].subject.dropFirst(prefix))
      text.add(subject, isHere ? .chosen : stage > state.stage ? .dim : .plain)
      text.markCut()
      return text.spans
    }
  }

  /// Characters that every subject begins with; not worth a column.
  private var commonPrefix: Int {
    let subjects = state.material.patches.map(\.subject)
    return subjects.count > 1 ? CommonPrefix.of(subjects).count : 0
  }

  private func sign(of stage: Int) -> (String, Ink) {
    guard stage > 0 else { return (" ", .plain) }
    let patch = state.material.patches[stage - 1]
    if state.leftOut.contains(patch.number) { return ("–", .doubtful) }
    if let applied = state.applied(patch), applied.status != .applied { return ("✗", .bad) }
    return stage <= state.stage ? ("✓", .good) : ("·", .dim)
  }

  private func verdict(of stage: Int) -> (String, Ink) {
    guard stage > 0, let workload = state.workloadResult,
      let result = state.result(of: workload, at: stage)
    else { return (" ", .plain) }
    let change = state.comparesWithBase ? result.vsBase : result.vsPrevious
    guard let change, !change.sign.isEmpty else { return (" ", .plain) }
    return (change.sign, Ink(change.verdict.tone(workload.better)))
  }
}
