package import Documents
package import Statistics

/// One workload's or metric's figures at all rows of a lane that have them, round by round.
package struct MetricSeries: Sendable {
  /// Which of the lane's workloads, or commands, it is of.
  package let workload: Int
  package let name: String
  package let unit: String
  package let better: MetricDirection
  /// The rows that have figures.
  package let rows: [StagePlace]
  /// The figures by complete round and then as ``rows``.
  package let values: [[Double]]
  /// Where each of the rows is among those that run something else: rows that run the same programs
  /// are one variant for the judge.
  package let variants: [Int]
  /// The figures of the base and of the base built again, in the rounds that have both.
  package var rebuilt: (base: [Double], again: [Double]) = ([], [])

  /// Creates a series; each round has a figure for each row.
  ///
  /// - Parameters:
  ///   - workload: Which of the lane's workloads, or commands, it is of.
  ///   - name: The workload's or metric's name.
  ///   - unit: The figures' unit.
  ///   - better: Which figures are the better ones.
  ///   - rows: The rows that have figures.
  ///   - values: The figures by complete round and then as `rows`.
  ///   - variants: Where each row is among those that run something else; nil if all do.
  package init(
    workload: Int, name: String, unit: String, better: MetricDirection, rows: [StagePlace],
    values: [[Double]], variants: [Int]? = nil
  ) {
    precondition(values.allSatisfy { $0.count == rows.count }, "a round lacks figures of \(name)")
    precondition(
      variants.map { $0.count == rows.count } ?? true, "a row of \(name) is not a variant")
    self.workload = workload
    self.name = name
    self.unit = unit
    self.better = better
    self.rows = rows
    self.values = values
    self.variants = variants ?? Array(rows.indices)
  }

  /// Whether every row has one and the same figure in at least three rounds, so that it can be
  /// compared exactly.
  package var isExact: Bool {
    values.count >= 3
      && rows.indices.allSatisfy { row in values.allSatisfy { $0[row] == values[0][row] } }
  }

  /// Whether ratios mean anything.
  package var isPositive: Bool { values.allSatisfy { $0.allSatisfy { $0 > 0 } } }

  /// The first figure of which no ratio can be formed, with its row and its round from 1; nil if all
  /// are above 0.
  package var firstNotPositive: (row: StagePlace, round: Int, value: Double)? {
    for (round, figures) in values.enumerated() {
      if let index = figures.firstIndex(where: { !($0 > 0) }) {
        return (rows[index], round + 1, figures[index])
      }
    }
    return nil
  }

  /// Logarithms of which larger ones are better, by round and variant; rows that are one variant are
  /// averaged.
  var logarithms: [[Double]] {
    let sizes = variants.reduce(into: [:]) { $0[$1, default: 0.0] += 1 }
    return values.map { round in
      var means = Array(repeating: 0.0, count: sizes.count)
      for (variant, value) in zip(variants, round) {
        means[variant] += Logarithm.of(value) / (sizes[variant] ?? 1)
      }
      return better == .higher ? means : means.map { -$0 }
    }
  }

  /// Where a figure that never varies is another than before: the rows that lead there, of which
  /// there are several if a row between has no figures.
  package var exactChanges: [(rows: [StagePlace], before: Double, after: Double)] {
    guard let figures = values.first else { return [] }
    return figures.indices.dropFirst().filter { figures[$0] != figures[$0 - 1] }.map {
      (rowsBetween($0 - 1, $0), figures[$0 - 1], figures[$0])
    }
  }

  /// The rows that lead from one variant to a later one; more than one for a variant before which rows
  /// have no figures.
  package func rows(of interval: StepInterval) -> [StagePlace] {
    interval.steps.flatMap { variant -> [StagePlace] in
      guard let last = variants.lastIndex(of: variant - 1),
        let first = variants.firstIndex(of: variant)
      else { return [] }
      return rowsBetween(last, first)
    }
  }

  private func rowsBetween(_ earlier: Int, _ later: Int) -> [StagePlace] {
    ((rows[earlier].rawValue + 1)...rows[later].rawValue).map(StagePlace.init(rawValue:))
  }
}

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
