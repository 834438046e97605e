package import Documents
internal import Statistics

/// A change that a run finds in a metric, and which is to be confirmed.
package struct FoundChange: Hashable, Sendable {
  /// The workload's index in the lane's document.
  package let workload: Int
  /// The patches, in order; one where the change is that patch's.
  package let patches: [PatchNumber]

  package init(workload: Int, patches: [PatchNumber]) {
    self.workload = workload
    self.patches = patches
  }
}

/// The figures of the stages before and after a change, in rounds made for it.
package struct FreshRounds: Sendable {
  package let found: FoundChange
  package let before: [Double]
  package let after: [Double]

  package init(found: FoundChange, before: [Double], after: [Double]) {
    precondition(before.count == after.count, "figures of different rounds are not pairs")
    self.found = found
    self.before = before
    self.after = after
  }
}

extension LaneResult {
  /// What is to be measured again: what is attributed to several patches together, which nothing but
  /// fresh rounds names, and where it is wanted each patch that is named alone.
  ///
  /// - Parameter confirmsPatches: Whether patches that are named alone are to be confirmed, too.
  /// - Returns: The changes by workload, those of several patches first.
  package func changesToConfirm(patches confirmsPatches: Bool) -> [FoundChange] {
    workloads.indices.flatMap { index in
      (workloads[index].unconfirmed ?? []).map { FoundChange(workload: index, patches: $0.patches) }
    } + (confirmsPatches ? namedPatches : [])
  }

  /// The patches that the primary metrics name alone, by workload and then by patch.
  package var namedPatches: [FoundChange] {
    workloads.indices.flatMap { index -> [FoundChange] in
      let workload = workloads[index]
      guard workload.isPrimary else { return [] }
      let fresh = workload.blamed.filter { change in
        change.patches.count == 1
          && workload.stages.contains { $0.patch == change.patches[0] && $0.known == nil }
      }
      return fresh.map { FoundChange(workload: index, patches: $0.patches) }
    }
  }

  /// Puts what fresh rounds say beside what named each patch.
  ///
  /// - Parameter rounds: The rounds; those of several patches together have had their say already.
  package mutating func confirm(_ rounds: [FreshRounds]) {
    let family = ConfirmedFamily(rounds.filter { $0.found.patches.count == 1 })
    for found in family.changes {
      guard
        let stage = workloads[found.workload].stages.firstIndex(where: {
          $0.patch == found.patches[0]
        }),
        let first = workloads[found.workload].stages[stage].vsPrevious
      else { continue }
      let confirmed = family.confirmation(of: found, ratio: first.ratio)
      workloads[found.workload].stages[stage].vsPrevious?.confirmed = confirmed
      if confirmed == nil {
        workloads[found.workload].stages[stage].vsPrevious?.unsaid = [
          .confirmed: family.hasShift(found) ? .beyondNumbers : .fewRounds
        ]
      }
    }
  }
}

/// What fresh rounds say of several changes that are confirmed together: each at 5 % by the number of them
/// (Bonferroni), so that among all of them 5 of 100 runs confirm what is not there.
struct ConfirmedFamily {
  /// The changes, in the order of their rounds.
  let changes: [FoundChange]
  private let shifts: [FoundChange: PairedShift]
  private let pValues: [FoundChange: Double]

  init(_ rounds: [FreshRounds]) {
    changes = rounds.map(\.found)
    shifts = Dictionary(
      rounds.compactMap { fresh in
        PairedShift(before: fresh.before, after: fresh.after).map { (fresh.found, $0) }
      }, uniquingKeysWith: { first, _ in first })
    let adjusted = SignedRank.holm(
      rounds.map { SignedRank.pValue(before: $0.before, after: $0.after) })
    pValues = Dictionary(zip(changes, adjusted), uniquingKeysWith: { first, _ in first })
  }

  /// Whether the rounds of a change are enough to say something.
  func hasShift(_ found: FoundChange) -> Bool { shifts[found] != nil }

  /// What the rounds of a change say; nil if there are too few, or none, or if it is beyond what a number
  /// can hold.
  ///
  /// - Parameters:
  ///   - found: The change.
  ///   - ratio: What they are to confirm.
  /// - Returns: The confirmation.
  func confirmation(of found: FoundChange, ratio: Double) -> Confirmation? {
    shifts[found].flatMap {
      Confirmation($0, among: changes.count, p: pValues[found] ?? $0.p, of: ratio)
    }
  }
}

extension Confirmation {
  /// Judges whether fresh rounds show the same change, which is one to the same side, and where the first was
  /// larger than the smallest effect of interest, no smaller than that; nil if theirs is beyond what a number can hold.
  ///
  /// - Parameters:
  ///   - shift: What they show.
  ///   - count: How many changes are confirmed together.
  ///   - p: Its signed-rank p, adjusted.
  ///   - ratio: What they are to confirm.
  init?(_ shift: PairedShift, among count: Int = 1, p: Double, of ratio: Double) {
    guard let ratios = Ratios(shift, level: 1 - (1 - Judge.level) / Double(count)) else {
      return nil
    }
    let isOnItsSide = ratio > 1 ? ratios.low > 1 : ratios.high < 1
    // A change that matters is not confirmed by rounds which show one that does not.
    let small = Judge.smallestEffect
    let isTrifle = Logarithm.of(ratios.low) > -small && Logarithm.of(ratios.high) < small
    self.init(
      holds: isOnItsSide && !(isTrifle && abs(Logarithm.of(ratio)) > small), rounds: shift.rounds,
      ratio: ratios.middle, low: ratios.low, high: ratios.high, signedRankP: p)
  }
}

/// How many rounds confirm a change.
package enum ConfirmationRounds {
  /// As many as found it, and no fewer than can show something.
  package static func count(after rounds: Int) -> Int { max(12, rounds) }
}
