package import Documents
internal import Presentation

/// How a series applied, as plain text.
package struct ApplyReport {
  private let document: ApplyDocument
  private let style: TextStyle

  /// Creates the report.
  ///
  /// - Parameters:
  ///   - document: How the series applied.
  ///   - style: Whom it is laid out for.
  package init(_ document: ApplyDocument, style: TextStyle = .plain) {
    self.document = document
    self.style = style
  }

  /// Renders the report, one line feed behind each line.
  ///
  /// - Returns: The text.
  package func render() -> String {
    var lines = document.patches.flatMap(describe)
    if let branch = document.branch { lines.append("branch \(branch)") }
    return lines.map { style.finished(TextStyle.unmarked($0)) + "\n" }.joined()
  }

  private func describe(_ patch: AppliedPatch) -> [String] {
    let offsets = patch.hunks.filter { $0.offset != 0 }
    var line = "\(Columns.right("\(patch.number)", 3))  \(patch.status.rawValue)"
    if let identifier = patch.commit ?? patch.tree { line += "  \(identifier)" }
    if !offsets.isEmpty { line += "  \(Columns.counted(offsets.count, "hunk")) at an offset" }
    return [line] + patch.rejects.flatMap(describe)
  }

  private func describe(_ reject: RejectedHunk) -> [String] {
    var lines = [
      reject.path.isEmpty
        ? "       \(reject.reason)" : "       \(reject.path):\(reject.line): \(reject.reason)"
    ]
    lines += excerpt(reject.expected, "expected")
    if reject.found != reject.expected { lines += excerpt(reject.found, "found") }
    return lines
  }

  private func excerpt(_ text: String, _ title: String) -> [String] {
    guard !text.isEmpty else { return [] }
    // Scalars, since a carriage return and the line feed behind it are one character in Swift.
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return ["         \(title):"] + lines.prefix(12).map { "           " + Self.visible($0) }
  }

  /// A line with the carriage return at its end as git's diffs show it.
  private static func visible(_ line: String.UnicodeScalarView.SubSequence) -> String {
    line.last == "\r" ? String(line.dropLast()) + "^M" : String(line)
  }
}
