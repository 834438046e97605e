public import RunModel
internal import Wording

/// How a series applied, as plain text.
public struct ApplyReport {
  private let document: ApplyDocument

  /// Creates the report.
  ///
  /// - Parameter document: How the series applied.
  public init(_ document: ApplyDocument) { self.document = document }

  /// Renders the report, one line feed behind each line.
  ///
  /// - Returns: The text.
  public func render() -> String {
    var lines = document.patches.flatMap(describe)
    if let branch = document.branch { lines.append("branch \(branch)") }
    return lines.map { Harmless.text($0) + "\n" }.joined()
  }

  private func describe(_ patch: AppliedPatch) -> [String] {
    let offsets = patch.hunks.filter { $0.offset != 0 }
    var line = "\(Columns.right("\(patch.number)", 3))  \(patch.status)"
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
    return ["         \(title):"]
      + text.split(separator: "\n", omittingEmptySubsequences: false).prefix(12).map {
        "           \($0)"
      }
  }
}
