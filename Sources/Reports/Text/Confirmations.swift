internal import Documents
internal import Presentation

extension WorkloadResult {
  /// What fresh rounds say of a change, behind a semicolon; empty where none were made.
  func confirmation(of change: AttributedChange) -> String {
    guard let confirmed = change.confirmed else {
      return change.patches.count == 1 ? confirmation(ofPatch: change.patches[0]) : ""
    }
    return "; \(confirmed.words)"
  }

  /// What its rounds showed in several patches together and fresh rounds did not, for each a sentence
  /// without its end.
  var deniedChanges: [(patches: [PatchNumber], text: String)] {
    (unconfirmed ?? []).map { change in
      let size = Columns.change(change.ratio, low: change.low, high: change.high)
      let again =
        change.confirmed.map {
          "\($0.rounds) fresh rounds show "
            + Columns.change($0.ratio, low: $0.low, high: $0.high)
        } ?? "no fresh rounds were made"
      return (
        change.patches,
        "\(PatchRanges.words(change.patches)) together, \(size), not confirmed and blamed on none: "
          + again
      )
    }
  }
}
