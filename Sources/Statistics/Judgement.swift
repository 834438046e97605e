/// What can be said of a change between two variants.
package enum Judgement: Hashable {
  case faster
  case slower
  /// Real, and smaller than the smallest effect of interest.
  case tiny
  /// One step's, and no larger than what a build alone may change.
  case withinLayoutFloor
  /// One of several steps that together changed something.
  case suspect(StepInterval)
  case noChange
  case inconclusive
}

/// A change with all that is said of it; intervals are those of logarithms.
package struct JudgedChange {
  package let change: Change
  /// The simultaneous interval.
  package let interval: ClosedRange<Double>
  package let judgement: Judgement
  /// The interval that shows that there is no change; nil unless that is the judgement.
  package let equivalence: ClosedRange<Double>?
  /// What stays open; nil unless the change is inconclusive.
  package let doubt: Doubt?
}

extension Judge {
  /// Judges the change between two variants, of which larger figures are the better ones.
  ///
  /// - Parameters:
  ///   - workload: The workload.
  ///   - earlier: The variant to compare with.
  ///   - later: The variant to judge.
  ///   - intervals: The workload's attribution, which decides if the change is one step's; nil if it
  ///     is not.
  ///   - floor: The largest change, as a logarithm, that a build alone may make.
  /// - Returns: The judgement; nil if the figures have no logarithms.
  package func judge(
    workload: Int, from earlier: Int, to later: Int, step intervals: [StepInterval]?,
    floor: Double = 0
  ) -> JudgedChange? {
    let change = change(workload: workload, from: earlier, to: later)
    guard change.isFinite else { return nil }
    let judgement = judgement(
      change, ofStep: intervals.map { (step: later, intervals: $0) }, floor: floor)
    return JudgedChange(
      change: change, interval: interval(change), judgement: judgement,
      equivalence: judgement == .noChange ? equivalence(change) : nil,
      doubt: judgement == .inconclusive ? doubt(change) : nil)
  }

  private func judgement(
    _ change: Change, ofStep blame: (step: Int, intervals: [StepInterval])?, floor: Double
  ) -> Judgement {
    let blamed = blame.flatMap { blame in blame.intervals.first { $0.contains(blame.step) } }
    if let blamed, blamed.count > 1 { return .suspect(blamed) }
    if blamed != nil || (blame == nil && abs(change.studentized) > criticalValue) {
      let bounds = interval(change)
      let small = Self.smallestEffect
      if bounds.lowerBound > -small, bounds.upperBound < small {
        return isLopsided(change) ? .inconclusive : .tiny
      }
      if blamed != nil, abs(change.mean) <= floor { return .withinLayoutFloor }
      return change.mean > 0 ? .faster : .slower
    }
    return equivalence(change) == nil ? .inconclusive : .noChange
  }

  /// The 90 % interval of the change, if that shows that there is none; nil otherwise.
  ///
  /// Two one-sided tests at 5 % each: the interval lies within the smallest effect (Schuirmann, "A
  /// comparison of the two one-sided tests procedure", 1987). What the trimmed mean leaves out can only
  /// take the word away (``TailBalance``).
  func equivalence(_ change: Change) -> ClosedRange<Double>? {
    let bounds = singleInterval(change)
    let small = Self.smallestEffect
    guard bounds.lowerBound > -small, bounds.upperBound < small, !isLopsided(change) else {
      return nil
    }
    return bounds
  }

  /// Whether rounds that the trimmed mean leaves out change the figures to one side.
  func isLopsided(_ change: Change) -> Bool {
    TailBalance(change).isLopsided(beyond: Self.smallestEffect)
  }

  /// The 90 % interval of one change, for which no other comparison counts.
  func singleInterval(_ change: Change) -> ClosedRange<Double> {
    let half = equivalenceReach * change.standardError
    return (change.mean - half)...(change.mean + half)
  }
}
