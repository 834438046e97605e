/// How rounds that were measured later stand to those of the run.
package enum RoundsStanding: String, DocumentWord, CaseIterable {
  /// The run has no rounds of these two stages.
  case alone
  /// They are one figure with the run's.
  case joined
  /// They were measured on another machine, or with other programs.
  case otherMachine = "another machine"
  /// The stage before the patch is not as fast as it was in the run.
  case baseMoved = "the base moved"
  /// The intervals of the run, of the later rounds and of both together do not meet.
  case machineChanged = "the machine changed"
}
