/// Rounds of a patch's stage and of the one before it, which the stepper measured after the run.
package struct LaterRounds: Codable, Hashable, Sendable {
  /// The patch.
  package var patch: PatchNumber
  /// The workload.
  package var workload: String
  /// The unit of the figures.
  package var unit: String
  /// The figures of the stage before, one for each round measured later.
  package var before: [Double]
  /// The figures of the patch's stage, of the same rounds.
  package var after: [Double]
  /// Whether the run's rounds could be joined, or why not.
  package var standing: RoundsStanding
  /// Rounds behind ``change``: the run's and the later ones where they are joined.
  package var rounds: Int
  /// What all these rounds show.
  package var change: Comparison
  /// What the rounds say of a change that had been found, where they were made to confirm it.
  package var confirmed: Confirmation?

  package init(
    patch: PatchNumber, workload: String, unit: String, before: [Double], after: [Double],
    standing: RoundsStanding, rounds: Int, change: Comparison, confirmed: Confirmation?
  ) {
    self.patch = patch
    self.workload = workload
    self.unit = unit
    self.before = before
    self.after = after
    self.standing = standing
    self.rounds = rounds
    self.change = change
    self.confirmed = confirmed
  }
}
