import Statistics
import Testing

struct PooledSpreadTests {
  @Test func `things of which there is one figure each have no spread`() {
    #expect(PooledSpread([[1], [2]]) == nil)
    #expect(PooledSpread([]) == nil)
  }

  @Test func `the interval is never narrower than the figures are apart`() throws {
    let spread = try #require(PooledSpread([[0, 0], [0, 0], [0, 0], [0, 0], [1, 3], [5, 5]]))
    #expect(spread.degrees == 6)
    let (mean, half) = spread.difference(from: [1, 3], to: [5, 5], comparisons: 1)
    #expect(mean == 3)
    #expect(half >= 1)
  }

  /// Two figures each of twelve equal stages: of a hundred such runs at most five may see a change.
  @Test func `equal things are told apart in at most five of a hundred runs`() {
    var generator = SeededGenerator(seed: 7)
    func figure() -> Double {
      // A sum of twelve is normal enough, with a deviation of 1.
      (0..<12).reduce(0.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
    }
    let runs = 2000
    let wrong = (0..<runs).count { _ in
      let groups = (0..<12).map { _ in [figure(), figure()] }
      guard let spread = PooledSpread(groups) else { return true }
      return zip(groups, groups.dropFirst()).contains { before, after in
        let (mean, half) = spread.difference(from: before, to: after, comparisons: 11)
        return abs(mean) > half
      }
    }
    #expect(wrong * 100 <= runs * 5)
  }
}
