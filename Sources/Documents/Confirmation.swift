/// What rounds of a patch's stage and of the one before it say, made after the patch was named.
///
/// The patch was named because its figures were large, so they tend to be too large; these were not
/// chosen.
package struct Confirmation: Codable, Hashable, Sendable {
  /// Whether they show the same change: the same direction, with p of 0.05 at most.
  package var holds: Bool
  /// Rounds of these two stages.
  package var rounds: Int
  /// The pseudo-median of the paired ratios.
  package var ratio: Double
  /// The lower end of its 95 % interval.
  package var low: Double
  /// The upper end of its 95 % interval.
  package var high: Double
  /// The exact signed-rank p, adjusted for all patches that were to be confirmed (Holm).
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
