/// The largest |t| of all pairs of variants, drawn over and over with the signs of whole rounds flipped.
///
/// For a pair whose flipped differences have the sum d and whose squares have the sum q over R rounds,
/// t² = (R − 1) x / (1 − x) with x = d² / (R q). That grows with d² / q, so a draw looks for the pair
/// with the largest d² / q and takes one root, and q is the same in all draws.
package struct SignFlips {
  private let rounds: Int
  private let workloads: [Workload]

  /// One workload's values with each variant's mean taken out.
  fileprivate struct Workload {
    let variants: Int
    /// By round and variant.
    let values: [Double]
    /// Sums of squared differences, by earlier and later variant.
    let squares: [Double]
    /// Their inverses; 0 for variants that never differ.
    let inverses: [Double]
  }

  package init(_ logarithms: Cube<Double>) {
    rounds = logarithms.rounds
    workloads = logarithms.workloads.map { Workload(logarithms, $0) }
  }

  /// Draws the largest |t|.
  ///
  /// - Parameters:
  ///   - draws: How many.
  ///   - seed: The seed of the signs.
  /// - Returns: One maximum for each draw.
  package func maxima(draws: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var signs = Array(repeating: 0.0, count: rounds)
    var sums = Array(repeating: 0.0, count: workloads.map(\.variants).max() ?? 0)
    return (0..<draws).map { _ in
      for round in signs.indices { signs[round] = generator.next() & 1 == 0 ? 1 : -1 }
      return workloads.reduce(0) { max($0, $1.largestStudentized(signs, &sums)) }
    }
  }
}

extension SignFlips.Workload {
  fileprivate init(_ logarithms: Cube<Double>, _ workload: Int) {
    let variants = logarithms.variantCounts[workload]
    let means = (0..<variants).map { variant in
      logarithms.column(workload: workload, variant: variant).reduce(0, +)
        / Double(logarithms.rounds)
    }
    let values = (0..<logarithms.rounds).flatMap { round in
      zip(logarithms.row(workload: workload, round: round), means).map { $0 - $1 }
    }
    var squares = Array(repeating: 0.0, count: variants * variants)
    for round in stride(from: 0, to: values.count, by: max(1, variants)) {
      for earlier in 0..<variants {
        for later in (earlier + 1)..<max(earlier + 1, variants) {
          let difference = values[round + later] - values[round + earlier]
          squares[earlier * variants + later] += difference * difference
        }
      }
    }
    self.init(
      variants: variants, values: values, squares: squares,
      inverses: squares.map { $0 > 0 ? 1 / $0 : 0 })
  }

  /// Returns the largest |t| under these signs of the rounds.
  fileprivate func largestStudentized(_ signs: [Double], _ sums: inout [Double]) -> Double {
    addUp(signs, &sums)
    guard let pair = clearestPair(sums) else { return 0 }
    if let studentized = studentized(pair, sums, rounds: signs.count) { return studentized }
    // Differences that are all alike up to their signs have no spread when these signs meet them.
    return squares.indices.reduce(0) {
      max($0, studentized($1, sums, rounds: signs.count) ?? 0)
    }
  }

  private func addUp(_ signs: [Double], _ sums: inout [Double]) {
    let variants = variants
    values.withUnsafeBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        sums.update(repeating: 0)
        for round in signs.indices {
          let (sign, start) = (signs[round], round * variants)
          for variant in 0..<variants { sums[variant] += sign * values[start + variant] }
        }
      }
    }
  }

  /// The pair with the largest d² / q, as its place among the squares.
  private func clearestPair(_ sums: [Double]) -> Int? {
    let variants = variants
    return inverses.withUnsafeBufferPointer { inverses in
      sums.withUnsafeBufferPointer { sums in
        var (largest, pair) = (0.0, -1)
        for earlier in 0..<variants {
          let (sum, row) = (sums[earlier], earlier * variants)
          for later in (earlier + 1)..<max(earlier + 1, variants) {
            let difference = sums[later] - sum
            let clarity = difference * difference * inverses[row + later]
            if clarity > largest { (largest, pair) = (clarity, row + later) }
          }
        }
        return pair < 0 ? nil : pair
      }
    }
  }

  /// |t| of a pair; nil if it has no spread.
  private func studentized(_ pair: Int, _ sums: [Double], rounds count: Int) -> Double? {
    let (earlier, later) = pair.quotientAndRemainder(dividingBy: variants)
    let rounds = Double(count)
    let mean = (sums[later] - sums[earlier]) / rounds
    let variance = (squares[pair] - rounds * mean * mean) / (rounds - 1)
    return variance > 0 ? abs(mean) / (variance / rounds).squareRoot() : nil
  }
}
