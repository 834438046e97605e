/// How often runs fail at a stage, compared with the stage before.
package struct FailureChange: Codable, Hashable, Sendable {
  /// `more`, `fewer` or `inconclusive`.
  package var verdict: Verdict
  /// Fisher's exact two-sided p, adjusted for all stages and commands with failures (Holm).
  package var fisherP: Double

  package init(verdict: Verdict, fisherP: Double) {
    self.verdict = verdict
    self.fisherP = fisherP
  }

  enum CodingKeys: String, CodingKey {
    case verdict
    case fisherP = "fisher_p"
  }
}
