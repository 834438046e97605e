/// A figure that a cover letter promises: one workload, before and after the series.
public struct Claim: Equatable, Sendable {
  /// The workload's name, as written.
  public let workload: String
  /// The figure without the series.
  public let before: Double
  /// The figure with the series.
  public let after: Double
  /// The unit, in the form `MB/s`; empty if the letter names none.
  public let unit: String

  /// Makes a claim.
  ///
  /// - Parameters:
  ///   - workload: The workload's name.
  ///   - before: The figure without the series.
  ///   - after: The figure with the series.
  ///   - unit: The unit of both figures.
  public init(workload: String, before: Double, after: Double, unit: String) {
    self.workload = workload
    self.before = before
    self.after = after
    self.unit = unit
  }
}
