package import Documents
internal import Glibc

/// What can be said of a change between two stages.
package enum Judgement: Hashable {
  case faster
  case slower
  /// Real, and smaller than the smallest effect of interest.
  case tiny
  /// One patch's, and no larger than what a build alone may change.
  case withinLayoutFloor
  /// One of several patches that together changed something.
  case suspect([Int])
  case noChange
  case inconclusive

  /// The smallest effect of interest: 2 %, as a logarithm.
  package static let smallestEffect = log(1.02)

  /// The word of the documents.
  package var verdict: Verdict {
    switch self {
    case .faster: .faster
    case .slower: .slower
    case .tiny: .tiny
    case .withinLayoutFloor: .withinLayoutFloor
    case .suspect: .suspect
    case .noChange: .noChange
    case .inconclusive: .inconclusive
    }
  }

  /// The places that share the change; nil where it is one patch's, or none's.
  package var suspects: [Int]? {
    if case .suspect(let places) = self { places } else { nil }
  }
}

extension StageComparisons {
  /// Judges the change between two stages, of which larger values are the better ones; where it is
  /// one patch's, the workload's attribution decides.
  ///
  /// `floor` is the largest change, as a logarithm, that a build alone may make.
  package func judgement(
    _ change: Change, of patch: Int? = nil, given intervals: [PatchInterval], floor: Double = 0
  ) -> Judgement {
    let blamed = intervals.first { interval in
      patch.map { interval.start < $0 && $0 <= interval.end } ?? false
    }
    if let blamed, blamed.patches.count > 1 { return .suspect(blamed.patches) }
    if blamed != nil || (patch == nil && abs(change.studentized) > criticalValue) {
      let bounds = interval(change)
      let small = Judgement.smallestEffect
      if bounds.lowerBound > -small, bounds.upperBound < small { return .tiny }
      if blamed != nil, abs(change.mean) <= floor { return .withinLayoutFloor }
      return change.mean > 0 ? .faster : .slower
    }
    return equivalence(change) == nil ? .inconclusive : .noChange
  }

  /// The 90 % interval of the change's mean, where that shows that there is no change; nil elsewhere.
  ///
  /// Two one-sided tests at 5 % each: the interval lies within the smallest effect (Schuirmann, "A
  /// comparison of the two one-sided tests procedure", 1987). That of the Walsh averages has to as
  /// well. It is the stricter one about noise that leans to one side, but it does not see that a few
  /// runs are many times as long, and the mean does.
  package func equivalence(_ change: Change) -> ClosedRange<Double>? {
    let bounds = meanInterval(change)
    let small = Judgement.smallestEffect
    guard bounds.lowerBound > -small, bounds.upperBound < small,
      SignedRank.isWithin(small, change.differences, rank: equivalenceRank)
    else { return nil }
    return bounds
  }

  /// The 90 % interval of one change's mean, for which no other comparison counts.
  package func meanInterval(_ change: Change) -> ClosedRange<Double> {
    let half = equivalenceReach * change.standardError
    return (change.mean - half)...(change.mean + half)
  }
}
