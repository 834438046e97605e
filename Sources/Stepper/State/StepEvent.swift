package import Documents

/// What happens to the stepper.
package enum StepEvent: Sendable {
  /// The user pressed a key.
  case key(Key)
  /// The terminal has a size, in columns and rows.
  case resized(width: Int, height: Int)
  /// Rounds are being measured; a line about it.
  case progress(String)
  /// Rounds that were asked for are done.
  case measured(PairResult)
  /// Rounds that were asked for ended without a result; a line that says why.
  case ended(String)
  /// The user pressed Ctrl-C.
  case interrupted
  /// All reports are written, with the rounds that were measured; a line that says where.
  case exported(String)
  /// A line that answers what was asked for.
  case told(String)
  /// How the series applies without some patches, and lines about it.
  case rest(apply: ApplyDocument?, words: [String])
}

/// What the program around the stepper has to do.
package enum StepEffect: Hashable, Sendable {
  /// Quit.
  case quit
  /// Measure more rounds of a stage and of the one before it.
  case measure(stage: Int, workload: String?, isConfirmation: Bool)
  /// Stop measuring after this round; asked again, at once.
  case stopMeasuring
  /// Apply the series without these patches.
  case leaveOut([PatchNumber])
  /// Write the HTML report and show it.
  case openReport
  /// Write all reports.
  case export
}
