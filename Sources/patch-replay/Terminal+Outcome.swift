import Failures
import Replay

extension Outcome {
  /// Shows the answer and what is to be said after it, then ends as the outcome ends.
  ///
  /// - Parameters:
  ///   - render: Makes the text of the answer.
  ///   - lastLines: Makes what stands at the end; nil where there is nothing to sum up.
  /// - Throws: The outcome's own ending; ``Failure`` where standard output cannot be written.
  func show(
    _ render: (Answer) throws -> String, lastLines: (Answer) -> LastLines? = { _ in nil }
  ) throws {
    try Terminal.print(render(answer))
    notes.forEach(Terminal.report)
    try lastLines(answer)?.show()
    if let ending { throw ending }
  }
}

extension Notices {
  /// Standard error.
  static var terminal: Notices { Notices { Terminal.report($0) } }
}
