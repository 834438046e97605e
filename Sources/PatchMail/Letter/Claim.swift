/// A figure that a cover letter promises: one workload, before and after the series.
package struct Claim: Equatable, Sendable {
  /// The workload's name, as written.
  package let workload: String
  /// The figure without the series.
  package let before: Double
  /// The figure with the series.
  package let after: Double
  /// The unit, in the form `MB/s`; empty if the letter names none.
  package let unit: String

  package init(workload: String, before: Double, after: Double, unit: String) {
    self.workload = workload
    self.before = before
    self.after = after
    self.unit = unit
  }
}
