import Documents
import Failures
import Presentation
import Replay
import Reports

/// The three lines that the program prints last: the answer, what was written, and the next command.
struct LastLines {
  private let lines: [String]
  private let isDocument: Bool

  /// Creates the lines.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - written: What was written of it.
  ///   - style: The characters that the reader has.
  ///   - isDocument: Whether a document was printed, to which nothing may be added.
  init(_ run: Run, _ written: WrittenFiles, _ style: TextStyle, isDocument: Bool) {
    lines = EndWords.of(run, in: written.folder, files: written.names).map(style.finished)
    self.isDocument = isDocument
  }

  /// Prints them: below the report, or on standard error beside a document.
  func show() throws(Failure) {
    guard !isDocument else { return lines.forEach(Terminal.report) }
    try Terminal.print("\n" + lines.map { $0 + "\n" }.joined())
  }
}
