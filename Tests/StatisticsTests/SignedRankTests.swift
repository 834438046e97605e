import Foundation
import Testing

@testable import Statistics

/// The signed-rank test and the pseudo-median against another implementation.
struct SignedRankTests {
  /// Two-sided p of `scipy.stats.wilcoxon(x, method="exact")` and the median of the Walsh averages
  /// by NumPy (SciPy 1.17.1), of the values that ``values(_:)`` gives.
  static let table: [(count: Int, pValue: Double, pseudoMedian: Double)] = [
    (1, 1, 1.05929742683),
    (2, 1, 0.294451358434),
    (3, 0.75, 0.210126109669),
    (4, 0.875, 0.0724227576668),
    (5, 0.8125, 0.0916258565724),
    (6, 1, 0.147492554334),
    (7, 0.375, 0.439248724899),
    (8, 0.84375, -0.0306124197741),
    (9, 1, 0.021343187633),
    (10, 0.375, 0.28498327664),
    (11, 0.123046875, 0.454034878148),
    (12, 0.791015625, -0.0835388627863),
    (13, 0.375732421875, 0.16184169164),
    (14, 0.13525390625, 0.365439679343),
    (15, 0.072998046875, 0.414802579057),
    (16, 0.860260009766, 0.0493698915316),
    (17, 0.145431518555, 0.227595388665),
    (18, 0.129737854004, 0.290114323976),
    (19, 0.0180816650391, 0.466121963372),
    (20, 0.75616645813, 0.0576219562521),
    (21, 0.272210121155, 0.161735046194),
    (22, 0.105453491211, 0.291015148513),
    (23, 0.00914621353149, 0.476896062419),
    (24, 0.944107174873, -0.00860287703962),
    (25, 0.395711362362, 0.106280427669),
  ]

  static func values(_ count: Int) -> [Double] {
    (1...count).map { sin(1.7 * Double($0) + 0.3 * Double(count)) + 0.15 * Double(count % 4) }
  }

  @Test(arguments: table.indices)
  func `p and pseudo-median are those of SciPy`(index: Int) {
    let row = Self.table[index]
    let values = Self.values(row.count)
    #expect(abs(SignedRank.pValue(values) - row.pValue) < 1e-10)
    #expect(abs(SignedRank.pseudoMedian(values) - row.pseudoMedian) < 1e-9)
  }

  @Test(arguments: [101, 150, 240])
  func `of many pairs p and interval are as near to the exact ones as any figure shows`(
    count: Int
  ) {
    let distribution = SignedRank.distribution(count)
    for shift in [0.0, 0.05, 0.12] {
      let values = (1...count).map { sin(1.7 * Double($0)) + Double($0) * 1e-7 + shift }
      let order = values.indices.sorted { abs(values[$0]) < abs(values[$1]) }
      let positive = order.indices.reduce(0) { $0 + (values[order[$1]] > 0 ? $1 + 1 : 0) }
      let tail = distribution[...min(positive, distribution.count - 1 - positive)].reduce(0, +)
      #expect(abs(SignedRank.pValue(values) - min(1, 2 * tail)) < 0.002)
    }
    var (cumulative, exact) = (0.0, 0)
    while cumulative + distribution[exact] <= 0.025 {
      cumulative += distribution[exact]
      exact += 1
    }
    let near = Double(SignedRank.excludedAverages(count, level: 0.95))
    #expect(abs(near / Double(exact) - 1) < 0.01)
  }

  @Test func `ties share their rank and zeros count for neither side`() {
    // Ranks 1.5, 1.5, 3: of eight sign patterns one is as extreme on either side.
    #expect(SignedRank.pValue([1, 1, 2]) == 0.25)
    // Pratt: the zero takes rank 1, the others have 2 and 3.
    #expect(SignedRank.pValue([0, 1, 2]) == 0.5)
    #expect(SignedRank.pValue([0, 0]) == 1)
  }

  @Test func `Holm's adjustment is in order and never above one`() {
    let adjusted = SignedRank.holm([0.01, 0.04, 0.03, 0.9])
    #expect(zip(adjusted, [0.04, 0.09, 0.09, 0.9]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(SignedRank.holm([0.6, 0.7]) == [1, 1])
  }
}
