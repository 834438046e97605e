package import Documents
internal import Findings

/// A change as the tables of all reports and the stepper write it.
extension Comparison {
  /// The change with the interval that the verdict rests on; without one where no figures decide, and in
  /// words where they are too noisy.
  package var change: String {
    if isTooNoisy { return TooNoisy.words }
    return reason == nil ? Columns.change(ratio, low: shownLow, high: shownHigh) : "0.0 %"
  }

  /// The change alone; empty where the figures are too noisy.
  package var size: String { isTooNoisy ? "" : Columns.change(ratio) }

  /// The verdict's sign; empty where the figures are too noisy.
  package var sign: String { isTooNoisy ? "" : verdict.sign }

  /// The verdict's word; empty where the figures are too noisy.
  package var word: String { isTooNoisy ? "" : verdict.rawValue }

  /// Why there can be no change, behind a semicolon; empty where figures decide.
  package var reasonWords: String { reason.map { "; \($0)" } ?? "" }

  /// The change with its sign behind it.
  package var signedChange: String { sign.isEmpty ? change : "\(change) \(sign)" }
}

extension WorkloadResult {
  /// What fresh rounds say of a patch that was named, behind a semicolon; empty where none were made.
  ///
  /// - Parameter patch: The patch; nil for none.
  /// - Returns: The words.
  package func confirmation(ofPatch patch: PatchNumber?) -> String {
    let stage = patch.flatMap { patch in stages.first { $0.patch == patch } }
    return (stage?.vsPrevious?.confirmed).map { "; \($0.words)" } ?? ""
  }
}
