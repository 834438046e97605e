package import Documents

/// A patch that a run names for a metric, and which is to be confirmed.
package struct NamedPatch: Hashable {
  /// The workload's place in the lane's document.
  package let workload: Int
  /// The patch.
  package let patch: PatchNumber

  package init(workload: Int, patch: PatchNumber) {
    self.workload = workload
    self.patch = patch
  }
}

/// Both stages' figures in rounds made for one named patch.
package struct FreshRounds {
  package let named: NamedPatch
  package let before: [Double]
  package let after: [Double]

  package init(named: NamedPatch, before: [Double], after: [Double]) {
    self.named = named
    self.before = before
    self.after = after
  }
}

extension LaneResult {
  /// The patches that the primary metrics name alone, by workload and then by patch.
  package var namedPatches: [NamedPatch] {
    workloads.indices.flatMap { index -> [NamedPatch] in
      let workload = workloads[index]
      guard workload.isPrimary else { return [] }
      let fresh = workload.attribution.filter { change in
        change.patches.count == 1
          && workload.stages.contains { $0.patch == change.patches[0] && $0.known == nil }
      }
      return fresh.map { NamedPatch(workload: index, patch: $0.patches[0]) }
    }
  }

  /// Puts what fresh rounds say beside what named each patch; their p are one family.
  package mutating func confirm(_ rounds: [FreshRounds]) {
    let differences = rounds.map {
      zip($0.before, $0.after).map { Logarithm.of($1) - Logarithm.of($0) }
    }
    let pValues = SignedRank.holm(differences.map(SignedRank.pValue))
    for (index, fresh) in rounds.enumerated() {
      let values = differences[index]
      guard
        let stage = workloads[fresh.named.workload].stages.firstIndex(where: {
          $0.patch == fresh.named.patch
        }),
        let first = workloads[fresh.named.workload].stages[stage].vsPrevious
      else { continue }
      workloads[fresh.named.workload].stages[stage].vsPrevious?.confirmed = Confirmation(
        differences: values, p: pValues[index], of: first.ratio)
    }
  }
}

extension Confirmation {
  /// Judges fresh rounds; nil where they are too few for an interval.
  ///
  /// - Parameters:
  ///   - differences: The logarithms of the paired ratios.
  ///   - p: Their signed-rank p, adjusted.
  ///   - ratio: What they are to confirm.
  package init?(differences: [Double], p: Double, of ratio: Double) {
    guard let bounds = SignedRank.interval(differences, level: 0.95) else { return nil }
    let middle = SignedRank.pseudoMedian(differences)
    self.init(
      holds: p <= 0.05 && (middle > 0) == (ratio > 1), rounds: differences.count,
      ratio: Logarithm.undo(middle), low: Logarithm.undo(bounds.lowerBound),
      high: Logarithm.undo(bounds.upperBound), signedRankP: p)
  }
}

/// How many rounds confirm a patch.
package enum ConfirmationRounds {
  /// As many as named it, and no fewer than can show something.
  package static func count(after rounds: Int) -> Int { max(12, rounds) }
}
