package import Documents

/// What the measurement says of a claim of the cover letter.
package enum ClaimJudgement: Hashable, Sendable {
  /// The measured factor's interval lies above the claimed factor.
  case more
  /// It lies below it, and above 1.
  case less
  /// It holds the claimed factor.
  case asClaimed
  /// No gain was measured.
  case notConfirmed
}

extension ClaimResult {
  /// What the measurement says of it.
  package var judgement: ClaimJudgement {
    guard low > 1 else { return .notConfirmed }
    return ratio < low ? .more : ratio > high ? .less : .asClaimed
  }
}
