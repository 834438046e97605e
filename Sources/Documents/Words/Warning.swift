/// What a reader should know before believing a run's figures.
///
/// Documents hold the sentences that `Presentation` makes of these.
package enum Warning: Hashable, Sendable {
  /// What the commands were seen to read beside programs that stayed as they were.
  package enum ReadBeside: Hashable, Sendable {
    /// Nothing that changed.
    case nothingElse
    /// Nothing that changed, but the figures differ.
    case nothingElseButFiguresDiffer
    /// Not known.
    case unknown
    /// A file that the patch changed.
    case changedFile(String)
  }

  // The series

  /// Only the letter is here, which announces so many patches.
  case onlyLetter(announced: Int)
  /// No patch is a stage of the engine.
  case noStage
  /// What is left of the series does not all apply; the first reason.
  case remainderDoesNotApply(String)

  // The rounds

  /// So many, which are too few to compare stages.
  case fewRounds(Int)
  /// The measurement ended early, for this reason.
  case endedEarly(String)
  /// Named patches could not be confirmed, for this reason.
  case notConfirmed(String)

  // The engine and its server

  /// The running kernel is not measured beside the engine.
  case noKernel(KernelObstacle)

  case oneProcessor
  /// The server cannot reach the engine's memory, for this reason.
  case payloadCopiedTwice(String)
  /// Files that could not be removed from the server's folder.
  case filesLeft([String])

  // The commands

  /// Patches that were measured by an earlier run, and are not measured again.
  case measuredEarlier([PatchNumber], run: String)
  /// The result cannot be kept for later runs, for this reason.
  case notKept(String)
  /// The base does not build at another place.
  case noLayoutFloor
  /// The stage of a patch, or the base, that could not be built or run, with the line of its log that
  /// says why.
  case stageFailed(PatchNumber?, StageState, log: String)
  /// Some runs at the stage of a patch, or of the base, failed; how that compares with the stage before.
  case runsFailed(PatchNumber?, command: String?, failed: Int, of: Int, FailureChange?)
  /// Files that the commands change among those that they run from.
  case treeChanged([String])
  /// Patches that left all programs as they were.
  case equalPrograms([PatchNumber], read: ReadBeside)
  /// Other work used the machine during so many cells.
  case disturbed(cells: Int, of: Int)
  /// Some runs use less memory than can be seen, in bytes.
  case memoryFloor(bytes: Int)
  /// Nothing that a command printed was understood as a figure.
  case nothingRead(command: String?)
  /// Numbers that were printed and are no metrics.
  case numbersLeftOut([String])
  /// A metric whose figures have units that cannot be converted.
  case unitsDiffer(String, units: [String])
  /// Metrics that were asked for and stand on standard error.
  case foundOnErrors([String])
  /// More was printed than is read.
  case outputCut
  /// The command leaves so many processes running.
  case processesLeft(Int)
}
