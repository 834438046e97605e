/// What a metric does when unchanged source is built again at another place.
package struct LayoutFloor: Codable, Hashable, Sendable {
  /// The pseudo-median of the paired ratios of the base built again to the base.
  package var ratio: Double
  /// The lower end of its 95 % interval.
  package var low: Double
  /// The upper end of its 95 % interval.
  package var high: Double
  /// The exact signed-rank p.
  package var signedRankP: Double

  package init(ratio: Double, low: Double, high: Double, signedRankP: Double) {
    self.ratio = ratio
    self.low = low
    self.high = high
    self.signedRankP = signedRankP
  }

  enum CodingKeys: String, CodingKey {
    case ratio
    case low
    case high
    case signedRankP = "signed_rank_p"
  }
}
