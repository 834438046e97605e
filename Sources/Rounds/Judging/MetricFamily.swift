package import Documents
package import Statistics

/// Metrics that are judged together, so that no more runs find something that is not there than the
/// family's ``level`` allows, among all of them.
package struct MetricFamily: Sendable {
  /// Which metrics they are; nil in lanes that have but one kind.
  package let kind: FamilyKind?
  package let members: [MetricSeries]

  package init(kind: FamilyKind?, members: [MetricSeries]) {
    self.kind = kind
    self.members = members
  }

  /// Whether ratios of its members mean anything.
  package var isPositive: Bool { members.allSatisfy(\.isPositive) }

  /// How many of all runs without any change are to find none in this family.
  ///
  /// Where there are two families, 5 of 100 runs may be wrong in either: what the measurement is about has
  /// four of them, and what the kernel counted besides has one.
  package var level: Double {
    switch kind {
    case nil, .exact: Judge.level
    case .primary: 0.96
    case .secondary: 0.99
    }
  }

  /// Judges the members together; nil if there are too few rounds, or no ratios.
  ///
  /// - Parameters:
  ///   - seed: The seed of the judge's draws.
  ///   - level: How many of all runs without any change are to find none; the family's own where nil.
  /// - Returns: The judge.
  package func judge(seed: UInt64, level: Double? = nil) -> Judge? {
    guard kind != .exact, isPositive else { return nil }
    // The bootstrap flips the signs of whole rounds, so all members need the same ones.
    guard let rounds = members.map(\.values.count).min(), rounds > 0 else { return nil }
    return Judge(
      Cube(workloads: members.map { Array($0.logarithms.prefix(rounds)) }), seed: seed,
      level: level ?? self.level)
  }
}
