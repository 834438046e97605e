/// A claim of the cover letter that the measurement says nothing of, because the letter speaks of the whole
/// series.
package struct UnjudgedClaim: Codable, Hashable, Sendable {
  /// Claimed before the series.
  package var before: Double
  /// Claimed after it.
  package var after: Double
  /// Claimed factor.
  package var ratio: Double
  /// Why it is not judged.
  package var reason: UnjudgedReason

  package init(before: Double, after: Double, ratio: Double, reason: UnjudgedReason) {
    self.before = before
    self.after = after
    self.ratio = ratio
    self.reason = reason
  }
}

/// Why a claim is not judged.
package enum UnjudgedReason: String, DocumentWord, CaseIterable {
  /// The user left out patches.
  case leftOut = "patches were left out"
  /// The mail lacks patches.
  case missing = "patches are missing"
}
