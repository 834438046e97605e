import Failures
import Replay

extension Outcome {
  /// Shows the answer and what is to be said after it, then ends as the outcome ends.
  func show(_ render: (Answer) throws -> String) throws {
    try Terminal.print(render(answer))
    notes.forEach(Terminal.report)
    if let ending { throw ending }
  }
}

extension Notices {
  /// Standard error.
  static var terminal: Notices { Notices { Terminal.report($0) } }
}
