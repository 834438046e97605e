package import Documents
internal import Statistics

/// A patch that a run names for a metric, and which is to be confirmed.
package struct NamedPatch: Hashable, Sendable {
  /// The workload's index in the lane's document.
  package let workload: Int
  package let patch: PatchNumber

  package init(workload: Int, patch: PatchNumber) {
    self.workload = workload
    self.patch = patch
  }
}

/// Both stages' figures in rounds made for one named patch.
package struct FreshRounds: Sendable {
  package let named: NamedPatch
  package let before: [Double]
  package let after: [Double]

  package init(named: NamedPatch, before: [Double], after: [Double]) {
    precondition(before.count == after.count, "figures of different rounds are not pairs")
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
      let fresh = workload.blamed.filter { change in
        change.patches.count == 1
          && workload.stages.contains { $0.patch == change.patches[0] && $0.known == nil }
      }
      return fresh.map { NamedPatch(workload: index, patch: $0.patches[0]) }
    }
  }

  /// Puts what fresh rounds say beside what named each patch; their p are one family.
  package mutating func confirm(_ rounds: [FreshRounds]) {
    let shifts = rounds.map { PairedShift(before: $0.before, after: $0.after) }
    let pValues = SignedRank.holm(
      rounds.map { SignedRank.pValue(before: $0.before, after: $0.after) })
    for (index, fresh) in rounds.enumerated() {
      guard
        let stage = workloads[fresh.named.workload].stages.firstIndex(where: {
          $0.patch == fresh.named.patch
        }),
        let first = workloads[fresh.named.workload].stages[stage].vsPrevious
      else { continue }
      let confirmed = shifts[index].flatMap {
        Confirmation($0, p: pValues[index], of: first.ratio)
      }
      workloads[fresh.named.workload].stages[stage].vsPrevious?.confirmed = confirmed
      if confirmed == nil {
        workloads[fresh.named.workload].stages[stage].vsPrevious?.unsaid = [
          .confirmed: shifts[index] == nil ? .fewRounds : .beyondNumbers
        ]
      }
    }
  }
}

extension Confirmation {
  /// Judges whether fresh rounds show the same change; nil if theirs is beyond what a number can hold.
  ///
  /// - Parameters:
  ///   - shift: What they show.
  ///   - p: Its signed-rank p, adjusted.
  ///   - ratio: What they are to confirm.
  init?(_ shift: PairedShift, p: Double, of ratio: Double) {
    guard let ratios = Ratios(shift) else { return nil }
    self.init(
      holds: p <= 0.05 && (shift.median > 0) == (ratio > 1), rounds: shift.rounds,
      ratio: ratios.middle, low: ratios.low, high: ratios.high, signedRankP: p)
  }
}

/// How many rounds confirm a patch.
package enum ConfirmationRounds {
  /// As many as named it, and no fewer than can show something.
  package static func count(after rounds: Int) -> Int { max(12, rounds) }
}
