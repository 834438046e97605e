/// What is known of one patch of a series: what it is called, and what its hunks touch.
package struct PatchFacts: Hashable, Sendable {
  /// The patch's number in the series.
  package var number: Int
  /// The subject, with or without tags.
  package var subject: String
  /// Identifiers in the changed lines and in the hunks' headings; empty where no diff was seen.
  package var touched: Set<String>

  /// Creates the facts of a patch.
  package init(number: Int, subject: String, touched: Set<String>) {
    self.number = number
    self.subject = subject
    self.touched = touched
  }
}
