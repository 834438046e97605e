/// The order in which the stages of a round are measured.
package enum RoundOrder {
  /// Returns a rotated snake: the stages in order from a random one on, wrapping round, forwards
  /// or backwards at random.
  ///
  /// Neighbouring stages stay close in time, which makes their ratios steadier than a random
  /// permutation does, and no stage has a fixed place in a round.
  package static func rotatedSnake(
    stages: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    let start = Int.random(in: 0..<stages, using: &generator)
    let order = (0..<stages).map { (start + $0) % stages }
    return Bool.random(using: &generator) ? order : order.reversed()
  }
}
