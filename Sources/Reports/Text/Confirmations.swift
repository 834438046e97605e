internal import Documents
internal import Presentation

extension WorkloadResult {
  /// What fresh rounds say of a patch that was named, behind a semicolon; empty where none were made.
  func confirmation(ofPatch patch: PatchNumber?) -> String {
    let stage = patch.flatMap { patch in stages.first { $0.patch == patch } }
    guard let confirmed = stage?.vsPrevious?.confirmed else { return "" }
    guard confirmed.holds else { return "; not confirmed" }
    return "; confirmed "
      + Columns.change(confirmed.ratio, low: confirmed.low, high: confirmed.high)
  }
}
