package import Documents
internal import Statistics

/// Rounds of two stages that were measured after a run, put together with the run's own where that is
/// allowed.
package struct JoinedRounds: Hashable, Sendable {
  /// The figures of the stage before a patch and of the patch's stage, round by round.
  package struct Figures: Hashable, Sendable {
    package var before: [Double]
    package var after: [Double]

    package init(before: [Double] = [], after: [Double] = []) {
      precondition(before.count == after.count, "figures of different rounds are not pairs")
      self.before = before
      self.after = after
    }

    /// Both rounds, these first.
    package func followed(by later: Self) -> Self {
      Self(before: before + later.before, after: after + later.after)
    }
  }

  /// Whether they are joined, or why not.
  package let standing: RoundsStanding
  /// Rounds behind ``change``.
  package let rounds: Int
  /// What they show: of both where they are joined, else of the later ones alone.
  package let change: Comparison

  /// Joins rounds; nil if the later ones are too few to judge.
  ///
  /// The machine's speed must be that of the run, as the stage before the patch shows it, or the figures
  /// would have two levels. And the intervals of the run, of the later rounds and of both must have a point in
  /// common: where they have none, the patch does something else now, which no figure of both can say.
  ///
  /// - Parameters:
  ///   - run: The run's rounds; none where it has none of these two stages.
  ///   - later: Those measured later.
  ///   - isSameMachine: Whether machine and programs are those of the run.
  ///   - seed: The seed of the judge's draws.
  package init?(run: Figures, later: Figures, isSameMachine: Bool, seed: UInt64) {
    func judge(_ figures: Figures) -> Comparison? {
      PairComparison.judge(before: figures.before, after: figures.after, seed: seed)
    }
    guard let own = judge(later) else { return nil }
    let both = run.followed(by: later)
    guard let earlier = judge(run), let joined = judge(both) else {
      (standing, rounds, change) = (.alone, later.after.count, own)
      return
    }
    let found: RoundsStanding =
      !isSameMachine
      ? .otherMachine
      : Self.isMoved(run.before, later.before)
        ? .baseMoved : Self.meet([earlier, own, joined]) ? .joined : .machineChanged
    standing = found
    (rounds, change) =
      found == .joined ? (both.after.count, joined) : (later.after.count, own)
  }

  /// Whether the quotient of two medians has an interval that leaves out 1; their half widths, as
  /// logarithms, add as squares do.
  private static func isMoved(_ old: [Double], _ new: [Double]) -> Bool {
    guard let old = MedianInterval(old), let new = MedianInterval(new) else { return true }
    let half = { (level: MedianInterval) in
      max(Logarithm.of(level.high / level.median), Logarithm.of(level.median / level.low))
    }
    let (first, second) = (half(old), half(new))
    return abs(Logarithm.of(new.median / old.median))
      > (first * first + second * second).squareRoot()
  }

  private static func meet(_ changes: [Comparison]) -> Bool {
    let (low, high) = (changes.map(\.low).max() ?? 0, changes.map(\.high).min() ?? 0)
    return low <= high
  }
}
