package import Documents
package import Statistics

/// Metrics that are judged together, so that among all of them 5 of 100 runs find something that is
/// not there.
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

  /// Judges the members together; nil if there are too few rounds, or no ratios.
  package func judge(seed: UInt64, level: Double = Judge.level) -> Judge? {
    guard kind != .exact, isPositive else { return nil }
    // The bootstrap flips the signs of whole rounds, so all members need the same ones.
    guard let rounds = members.map(\.values.count).min(), rounds > 0 else { return nil }
    return Judge(
      Cube(workloads: members.map { Array($0.logarithms.prefix(rounds)) }), seed: seed, level: level
    )
  }
}
