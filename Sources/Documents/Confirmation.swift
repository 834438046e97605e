/// What rounds of the stages before and after a change say, made after it was found: of one patch, or of
/// several together.
///
/// It was found because its figures were large, so they tend to be too large; these were not
/// chosen.
package struct Confirmation: Codable, Hashable, Sendable {
  /// Whether they show the same change: the interval leaves out 1 on the same side.
  package var holds: Bool
  /// Rounds of these two stages.
  package var rounds: Int
  /// The typical ratio: from the 20 % trimmed mean of the paired logarithms.
  package var ratio: Double
  /// The lower end of its interval, which holds with 95 % confidence together with those of all changes that
  /// were to be confirmed.
  package var low: Double
  /// The upper end of that interval.
  package var high: Double
  /// The exact signed-rank p, adjusted for all that were to be confirmed (Holm): a cross-check.
  package var signedRankP: Double

  package init(
    holds: Bool, rounds: Int, ratio: Double, low: Double, high: Double, signedRankP: Double
  ) {
    self.holds = holds
    self.rounds = rounds
    self.ratio = ratio
    self.low = low
    self.high = high
    self.signedRankP = signedRankP
  }

  enum CodingKeys: String, CodingKey {
    case holds
    case rounds
    case ratio
    case low
    case high
    case signedRankP = "signed_rank_p"
  }
}
