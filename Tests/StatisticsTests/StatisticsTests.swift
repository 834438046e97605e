import Testing

@testable import Statistics

struct StatisticsTests {
  @Test func `a median's interval are the order statistics that cover 95 %`() throws {
    let twenty = try #require(MedianInterval((1...20).map(Double.init)))
    #expect(twenty.median == 10.5)
    #expect(twenty.low == 6)
    #expect(twenty.high == 15)
    let six = try #require(MedianInterval([6, 5, 4, 3, 2, 1]))
    #expect(six.low == 1)
    #expect(six.high == 6)
    #expect(MedianInterval([]) == nil)
  }

  @Test func `the signed-rank distribution is that of all sign patterns`() {
    #expect(SignedRank.distribution(3) == [1, 1, 1, 2, 1, 1, 1].map { $0 / 8 })
  }

  @Test func `the Walsh interval of six values at 90 % leaves out the two outer averages`() throws {
    let values = [1.0, 2, 4, 8, 16, 32]
    let averages = SignedRank.walshAverages(values)
    #expect(averages.count == 21)
    let interval = try #require(SignedRank.interval(values, level: 0.9))
    #expect(interval == averages[2]...averages[18])
    #expect(SignedRank.interval([1, 2, 3], level: 0.9) == nil)
  }

  @Test(arguments: [(1, 2), (2, 5), (3, 12), (1, 41)])
  func `the largest of all |t| is that of the formula`(workloads: Int, stages: Int) {
    var values = (0..<workloads).map {
      SkewedNoise(seed: UInt64($0)).rounds(12, stages: stages)
    }
    // Stages that never differ, and those whose difference is always the same but for its sign.
    for round in values[0].indices {
      values[0][round][1] = values[0][round][0] + (round.isMultiple(of: 2) ? 1e-3 : -1e-3)
      if stages > 3 { values[0][round][3] = values[0][round][2] }
    }
    var generator = SeededGenerator(seed: 5)
    let expected = (0..<200).map { _ in
      let signs = values[0].map { _ in generator.next() & 1 == 0 ? 1.0 : -1.0 }
      return values.map { largestStudentized($0, signs) }.max() ?? 0
    }
    let drawn = SignFlips(Cube(workloads: values)).maxima(draws: 200, seed: 5)
    for (one, other) in zip(drawn, expected) { #expect(abs(one - other) <= 1e-9 * max(1, other)) }
  }

  /// Straight from the definition: differences of each pair, centred, flipped, studentized.
  private func largestStudentized(_ values: [[Double]], _ signs: [Double]) -> Double {
    let rounds = Double(values.count)
    var largest = 0.0
    for later in values[0].indices {
      for earlier in 0..<later {
        let differences = values.map { $0[later] - $0[earlier] }
        let middle = differences.reduce(0, +) / rounds
        let flipped = zip(differences, signs).map { ($0 - middle) * $1 }
        let mean = flipped.reduce(0, +) / rounds
        let squares = flipped.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard squares > 1e-20 else { continue }
        largest = max(largest, abs(mean) / (squares / (rounds - 1) / rounds).squareRoot())
      }
    }
    return largest
  }

  @Test(arguments: [UInt64(1), 7, 99])
  func `the same seed gives the same judgement`(seed: UInt64) throws {
    let noise = Simulation(seed: seed).rounds(12, stages: 6)
    let first = try #require(Judge(Cube(workloads: [noise]), seed: seed))
    let second = try #require(Judge(Cube(workloads: [noise]), seed: seed))
    #expect(first.criticalValue == second.criticalValue)
  }

  @Test func `a change below the smallest effect is tiny, and none at all is no change`() throws {
    let steady = (0..<20).map { round in [0, 0, 0.004].map { $0 + Double(round % 3) * 1e-4 } }
    let jittered = steady.enumerated().map { round, stages in
      stages.enumerated().map { $1 + Double((round * 7 + $0 * 3) % 5) * 1e-5 }
    }
    let judge = try #require(Judge(Cube(workloads: [jittered]), seed: 1))
    let intervals = judge.attribution(workload: 0)
    let second = judge.judge(workload: 0, from: 1, to: 2, step: intervals)
    #expect(second?.judgement == .tiny)
    let first = judge.judge(workload: 0, from: 0, to: 1, step: intervals)
    #expect(first?.judgement == .noChange)
  }

  @Test func `few noisy rounds are inconclusive`() throws {
    let five = Simulation(seed: 3).rounds(5, stages: 3)
    #expect(Judge(Cube(workloads: [five]), seed: 1) == nil)
    let noise = Simulation(seed: 3).rounds(6, stages: 3)
    let judge = try #require(Judge(Cube(workloads: [noise]), seed: 1))
    let change = judge.judge(workload: 0, from: 0, to: 1, step: [])
    #expect(change?.judgement == .inconclusive)
  }

  @Test func `a round visits every stage once and is a rotation either way round`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<50 {
      let order = RoundOrder.rotatedSnake(variants: 12, using: &generator)
      #expect(order.sorted() == Array(0..<12))
      let steps = Set(zip(order, order.dropFirst()).map { ($1 - $0 + 12) % 12 })
      #expect(steps == [1] || steps == [11])
    }
  }

  @Test func `each variant of a group may be the one beside another group`() {
    var generator = SeededGenerator(seed: 5)
    var beside = Array(repeating: 0, count: 12)
    for _ in 0..<1200 {
      let order = RoundOrder.rotatedSnakes(of: [0..<12, 12..<14, 14..<14], using: &generator)
      #expect(order.sorted() == Array(0..<14))
      let border = order.indices.dropFirst().filter { (order[$0] < 12) != (order[$0 - 1] < 12) }
      #expect(border.count == 1)
      for place in border { beside[min(order[place], order[place - 1])] += 1 }
    }
    // A hundred each, within four standard deviations.
    #expect(beside.allSatisfy { 60...140 ~= $0 })
  }
}

/// Noise as a shared machine has it: slow drift over a round's cells, a spread of 5 %.
struct Simulation {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed &* 977 &+ 13) }

  func rounds(_ count: Int, stages: Int) -> [[Double]] {
    var generator = generator
    var drift = 0.0
    return (0..<count).map { _ in
      var round = Array(repeating: 0.0, count: stages)
      for stage in RoundOrder.rotatedSnake(variants: stages, using: &generator) {
        let shock = (0..<12).reduce(-6.0) { sum, _ in
          sum + Double.random(in: 0..<1, using: &generator)
        }
        drift = 0.7 * drift + 0.036 * shock
        round[stage] = drift
      }
      return round
    }
  }
}
