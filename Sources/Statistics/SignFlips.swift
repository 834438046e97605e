/// The largest |t| of all pairs of stages, drawn over and over with the signs of whole rounds flipped.
///
/// For a pair whose flipped differences have the sum d and whose squares have the sum q over R rounds,
/// t² = (R − 1) x / (1 − x) with x = d² / (R q). That grows with d² / q, so a draw looks for the pair
/// with the largest d² / q and takes one root, and q is the same in all draws.
package struct SignFlips {
  private let rounds: Int
  private let workloads: [Workload]

  /// One workload's values with each stage's mean taken out.
  fileprivate struct Workload {
    let stages: Int
    /// By round and stage.
    let values: [Double]
    /// Sums of squared differences, by earlier and later stage.
    let squares: [Double]
    /// Their inverses; 0 for stages that never differ.
    let inverses: [Double]
  }

  /// Takes logarithms by workload, round and stage; all workloads have the same rounds.
  package init(_ logarithms: [[[Double]]]) {
    rounds = logarithms.first?.count ?? 0
    workloads = logarithms.map(Workload.init)
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
    var sums = Array(repeating: 0.0, count: workloads.map(\.stages).max() ?? 0)
    return (0..<draws).map { _ in
      for round in signs.indices { signs[round] = generator.next() & 1 == 0 ? 1 : -1 }
      return workloads.reduce(0) { max($0, $1.largestStudentized(signs, &sums)) }
    }
  }
}

extension SignFlips.Workload {
  fileprivate init(_ logarithms: [[Double]]) {
    let stages = logarithms.first?.count ?? 0
    let rounds = Double(logarithms.count)
    let means = (0..<stages).map { stage in
      logarithms.reduce(0) { $0 + $1[stage] } / rounds
    }
    let values = logarithms.flatMap { round in zip(round, means).map { $0 - $1 } }
    var squares = Array(repeating: 0.0, count: stages * stages)
    for round in stride(from: 0, to: values.count, by: max(1, stages)) {
      for earlier in 0..<stages {
        for later in (earlier + 1)..<max(earlier + 1, stages) {
          let difference = values[round + later] - values[round + earlier]
          squares[earlier * stages + later] += difference * difference
        }
      }
    }
    self.init(
      stages: stages, values: values, squares: squares,
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
    let stages = stages
    values.withUnsafeBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        sums.update(repeating: 0)
        for round in signs.indices {
          let (sign, start) = (signs[round], round * stages)
          for stage in 0..<stages { sums[stage] += sign * values[start + stage] }
        }
      }
    }
  }

  /// The pair with the largest d² / q, as its place among the squares.
  private func clearestPair(_ sums: [Double]) -> Int? {
    let stages = stages
    return inverses.withUnsafeBufferPointer { inverses in
      sums.withUnsafeBufferPointer { sums in
        var (largest, pair) = (0.0, -1)
        for earlier in 0..<stages {
          let (sum, row) = (sums[earlier], earlier * stages)
          for later in (earlier + 1)..<max(earlier + 1, stages) {
            let difference = sums[later] - sum
            let clarity = difference * difference * inverses[row + later]
            if clarity > largest { (largest, pair) = (clarity, row + later) }
          }
        }
        return pair < 0 ? nil : pair
      }
    }
  }

  /// |t| of a pair; nil where it has no spread.
  private func studentized(_ pair: Int, _ sums: [Double], rounds count: Int) -> Double? {
    let (earlier, later) = pair.quotientAndRemainder(dividingBy: stages)
    let rounds = Double(count)
    let mean = (sums[later] - sums[earlier]) / rounds
    let variance = (squares[pair] - rounds * mean * mean) / (rounds - 1)
    return variance > 0 ? abs(mean) / (variance / rounds).squareRoot() : nil
  }
}
