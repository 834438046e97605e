package import Documents

/// What happens to the stepper.
package enum StepEvent: Sendable {
  /// A person pressed a key.
  case key(Key)
  /// The terminal has a size, in columns and rows.
  case resized(width: Int, height: Int)
  /// Rounds are being measured; a line for a person.
  case progress(String)
  /// Rounds that were asked for are done.
  case measured(PairResult)
  /// Rounds that were asked for ended without a result; a line that says why.
  case ended(String)
  /// A person pressed Ctrl-C.
  case interrupted
  /// A line that answers what was asked for.
  case told(String)
  /// What becomes of the series without some patches: how it applies, and words.
  case rest(apply: ApplyDocument?, words: [String])
}

/// What the stepper wants done by the program around it.
package enum StepEffect: Hashable, Sendable {
  /// Leave.
  case quit
  /// Measure more rounds of a stage and of the one before it.
  case measure(stage: Int, workload: String?, isConfirmation: Bool)
  /// Measure no further round; asked once more, not even the one at hand.
  case stopMeasuring
  /// See what becomes of the series without these patches, by number.
  case leaveOut([PatchNumber])
  /// Write the HTML report and show it.
  case openReport
  /// Write all reports.
  case export
}
