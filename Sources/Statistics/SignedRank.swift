internal import Glibc

/// The distribution of Wilcoxon's signed-rank statistic, and the interval that follows.
package enum SignedRank {
  /// Counts of sign patterns that give each rank sum 0…n(n+1)/2, as probabilities.
  package static func distribution(_ count: Int) -> [Double] {
    var probabilities = [1.0]
    for rank in stride(from: 1, through: count, by: 1) {
      var next = Array(repeating: 0.0, count: probabilities.count + rank)
      for (sum, probability) in probabilities.enumerated() {
        next[sum] += probability / 2
        next[sum + rank] += probability / 2
      }
      probabilities = next
    }
    return probabilities
  }

  /// Pairs up to which the distribution is taken exactly, which costs the third power of their number; beyond
  /// that the normal distribution with the same mean and variance is as good as any figure here needs.
  private static let mostExact = 100

  /// Returns the two-sided p of "the differences are symmetric about 0", exact up to 100 of them.
  ///
  /// Zeros take part in the ranking and count for neither side (Pratt, "Remarks on zeros and ties
  /// in the Wilcoxon signed rank procedures", 1959); ties share their mean rank, over whose sign
  /// patterns the distribution is taken.
  package static func pValue(_ values: [Double]) -> Double {
    let ranks = doubledRanks(values.map(abs))
    let used = values.indices.filter { values[$0] != 0 }
    guard !used.isEmpty else { return 1 }
    let total = used.reduce(0) { $0 + ranks[$1] }
    let positive = used.reduce(0) { $0 + (values[$1] > 0 ? ranks[$1] : 0) }
    guard used.count <= mostExact else {
      // Each rank counts with probability 1/2, so that its variance is a quarter of its square.
      let squares = used.reduce(0.0) { $0 + Double(ranks[$1]) * Double(ranks[$1]) }
      let distance = max(0, abs(Double(2 * positive - total)) - 2)
      return erfc(distance / (2 * squares).squareRoot())
    }
    var probabilities = Array(repeating: 0.0, count: total + 1)
    probabilities[0] = 1
    var largest = 0
    probabilities.withUnsafeMutableBufferPointer { probabilities in
      for index in used {
        let rank = ranks[index]
        largest += rank
        for sum in stride(from: largest, through: rank, by: -1) {
          probabilities[sum] = probabilities[sum] / 2 + probabilities[sum - rank] / 2
        }
        for sum in 0..<rank { probabilities[sum] /= 2 }
      }
    }
    let tail = probabilities[...min(positive, total - positive)].reduce(0, +)
    return min(1, 2 * tail)
  }

  /// Twice the rank of each value, so that the mean rank of ties is whole.
  private static func doubledRanks(_ values: [Double]) -> [Int] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = Array(repeating: 0, count: values.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
      for place in first...last { ranks[order[place]] = first + last + 2 }
      first = last + 1
    }
    return ranks
  }

  /// Returns the pseudo-median: the median of the Walsh averages.
  ///
  /// Hodges and Lehmann, 1963.
  package static func pseudoMedian(_ values: [Double]) -> Double {
    let averages = walshAverages(values)
    guard !averages.isEmpty else { return 0 }
    let middle = averages.count / 2
    return averages.count % 2 == 1
      ? averages[middle] : (averages[middle - 1] + averages[middle]) / 2
  }

  /// Adjusts p values of one family so that one false alarm among all of them is as rare as the
  /// level says.
  ///
  /// Holm, "A simple sequentially rejective multiple test procedure", 1979.
  package static func holm(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    var adjusted = pValues
    var largest = 0.0
    for (place, index) in order.enumerated() {
      largest = max(largest, min(1, Double(pValues.count - place) * pValues[index]))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Returns the interval of the pseudo-median at a level, from the ordered Walsh averages.
  ///
  /// Hodges and Lehmann, "Estimates of location based on rank tests", 1963. Nil where so few
  /// values reach no such level.
  package static func interval(_ values: [Double], level: Double) -> ClosedRange<Double>? {
    let excluded = excludedAverages(values.count, level: level)
    guard excluded > 0 else { return nil }
    let averages = walshAverages(values)
    guard averages.count > 2 * (excluded - 1) else { return nil }
    return averages[excluded - 1]...averages[averages.count - excluded]
  }

  /// The interval of that many values at a level reaches from the average of this rank to that of
  /// the same rank from above; 0 where so few values reach no such level.
  package static func excludedAverages(_ count: Int, level: Double) -> Int {
    guard count <= mostExact else {
      let pairs = Double(count) * Double(count + 1)
      let deviation = (pairs * Double(2 * count + 1) / 24).squareRoot()
      return max(0, Int(pairs / 4 - normalQuantile((1 + level) / 2) * deviation))
    }
    var cumulative = 0.0
    var excluded = 0
    for probability in distribution(count) {
      cumulative += probability
      if cumulative > (1 - level) / 2 { break }
      excluded += 1
    }
    return excluded
  }

  /// The standard normal distribution's quantile above the middle, by bisection.
  private static func normalQuantile(_ probability: Double) -> Double {
    var (low, high) = (0.0, 10.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The means of all pairs of values, each value with itself included, in order.
  package static func walshAverages(_ values: [Double]) -> [Double] {
    var averages: [Double] = []
    averages.reserveCapacity(values.count * (values.count + 1) / 2)
    for first in values.indices {
      for second in first..<values.count {
        averages.append((values[first] + values[second]) / 2)
      }
    }
    return averages.sorted()
  }
}
