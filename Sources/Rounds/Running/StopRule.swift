package import Documents

/// When rounds stop; never on whether something is significant.
package struct StopRule: Codable, Hashable, Sendable {
  /// Rounds at most.
  package var rounds: Int
  /// Stops before that when the typical patch's interval is this narrow: a factor, such as 1.02.
  package var precision: Double?
  /// Stops after the round in which so many seconds are over.
  package var seconds: Double?

  /// The most that can be asked for, and what applies if no number is given.
  package static let mostRounds = 10_000

  /// Rounds before precision is looked at.
  private static let pilot = 12

  /// The engine's and the kernel's by default: half a minute, and no more rounds than a page can show.
  package static let halfAMinute = StopRule(rounds: 400, precision: nil, seconds: 30)

  /// Other programs' by default, whose cells last seconds.
  package static let twentyRounds = StopRule(rounds: 20, precision: 1.02, seconds: nil)

  package init(rounds: Int, precision: Double?, seconds: Double?) {
    self.rounds = rounds
    self.precision = precision
    self.seconds = seconds
  }

  /// Stops after this many rounds.
  package static func rounds(_ count: Int) -> StopRule {
    StopRule(rounds: count, precision: nil, seconds: nil)
  }

  /// The rule for the rounds over all stages, so that as many of two of them fit into the rest of the time
  /// that was allowed.
  ///
  /// It does not wait for what the rounds show: when they stop never depends on that.
  ///
  /// - Parameter stages: How many stages a round has; of two or fewer there is nothing to set apart.
  /// - Returns: The rule; the same where no time is set.
  package func leavingTime(forTwoOf stages: Int) -> StopRule {
    guard let seconds, stages > 2 else { return self }
    var rule = self
    rule.seconds = seconds * Double(stages) / Double(stages + 2)
    return rule
  }

  /// Returns why it is time to stop; nil if it is not.
  ///
  /// - Parameters:
  ///   - round: Rounds that are over.
  ///   - elapsed: Seconds that are over.
  ///   - isPrecise: Whether the intervals are as narrow as a factor; evaluated only if a precision target is set.
  /// - Returns: The reason.
  package func reason(
    after round: Int, seconds elapsed: Double, isPrecise: (Double) -> Bool
  ) -> StopReason? {
    if round >= rounds { return .rounds(round) }
    if let seconds, round > 0, elapsed >= seconds { return .time }
    guard let precision, Self.looks(after: round), isPrecise(precision) else { return nil }
    return .precise
  }

  /// Whether precision is looked at after a round: after 12, and each time that a quarter has come on
  /// top, rounded up to fours; a look costs more the more rounds there are.
  private static func looks(after round: Int) -> Bool {
    var next = pilot
    while next < round { next += max(4, (next / 4 + 3) / 4 * 4) }
    return next == round
  }
}
