/// The rows of a tab: as many as there are, each made when it is shown.
struct RowContent {
  let count: Int
  /// Writes a row, from 0, into a window of the screen.
  let write: (_ row: Int, _ text: inout PrintableText) -> Void

  init(count: Int, write: @escaping (_ row: Int, _ text: inout PrintableText) -> Void) {
    self.count = count
    self.write = write
  }

  /// Rows that are there already.
  init(_ rows: [[Span]]) {
    self.init(count: rows.count) { row, text in
      for span in rows[row] { text.add(span.text, span.ink) }
    }
  }
}

extension StepState {
  /// The rows of the tab.
  var content: RowContent {
    switch tab {
    case .message: MessageView(self).content
    case .diff: DiffView(self).content
    case .files: FilesView(self).content
    case .stage: StageView(self).content
    case .numbers: NumbersView(self).content
    case .rounds: RoundsView(self).content
    case .requests: RequestsView(self).content
    case .log: LogView(self).content
    }
  }

  var rowCount: Int { content.count }
}
