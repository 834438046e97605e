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

  /// Returns the groups of variants in random order, each as a rotated snake of its own.
  ///
  /// What is unlike leaves caches and memory otherwise than what is alike. So any variant of a group may be
  /// the one that comes behind another group, and not always its first or its last one, which would show as
  /// a change of the variant beside it.
  package static func rotatedSnakes(
    of groups: [Range<Int>], using generator: inout SeededGenerator
  ) -> [Int] {
    groups.filter { !$0.isEmpty }.shuffled(using: &generator).flatMap { group in
      rotatedSnake(variants: group.count, using: &generator).map { group.lowerBound + $0 }
    }
  }
}
