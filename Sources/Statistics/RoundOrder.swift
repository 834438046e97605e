/// The order in which the variants of a round are measured.
package enum RoundOrder {
  /// Returns a rotated snake: the variants in order from a random one on, wrapping round, forwards
  /// or backwards at random.
  ///
  /// Neighbouring variants stay close in time, which makes their ratios steadier than a random
  /// permutation does, and no variant has a fixed place in a round.
  package static func rotatedSnake(
    variants: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    let start = Int.random(in: 0..<variants, using: &generator)
    let order = (0..<variants).map { (start + $0) % variants }
    return Bool.random(using: &generator) ? order : order.reversed()
  }
}
