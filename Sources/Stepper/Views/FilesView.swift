internal import Documents

/// The tab **files**: the files of the stage, or one of them with who wrote each line last.
struct FilesView {
  let state: StepState

  init(_ state: StepState) { self.state = state }

  var content: RowContent {
    guard state.material.files != nil else {
      return RowContent([
        [Span("The files are not known; step through the mailbox with --tree", .dim)]
      ]
      )
    }
    if let file = state.files.open { return lines(of: file) }
    let touched = Set(
      state.patch?.summary?.files.flatMap { [$0.newPath, $0.oldPath].compactMap(\.self) } ?? [])
    let files = state.files
    return RowContent(count: files.paths.count) { row, text in
      let path = files.paths[row]
      let isChosen = row == files.chosen
      text.add(isChosen ? "▶ " : "  ", isChosen ? .chosen : .plain)
      text.add(touched.contains(path) ? "± " : "  ", .marked)
      text.add(path, isChosen ? .chosen : .plain)
    }
  }

  private func lines(of file: OpenedFile) -> RowContent {
    let stage = state.stage
    let digits = String(state.stageCount).count
    let words = state.search.words.utf8.map(\.lowercased)
    return RowContent(count: file.lines.count) { row, text in
      let writer = file.writers.indices.contains(row) ? file.writers[row] : 0
      let isOfPatch = writer == stage && stage > 0
      let label = writer == 0 ? "" : String(writer)
      text.add(String(repeating: " ", count: digits - min(digits, label.count)) + label, .dim)
      text.add(isOfPatch ? " ┃" : " │", isOfPatch ? .added : .dim)
      if isOfPatch {
        text.add(file.lines[row], .added, marking: words)
      } else {
        DiffView.code(file.lines[row], file.path, words, &text)
      }
    }
  }
}
