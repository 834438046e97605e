internal import Documents

/// One run of one command at one stage: a line of the journal.
struct CommandCell: Codable, Hashable, Sendable {
  /// The block that it belongs to; block 0 warms up and is not analysed.
  var block: Int
  /// Which of the measured commands.
  var run: Int
  /// The stage's place.
  var stage: StagePlace
  /// The place of the stage after the change that it is to confirm; none for a cell of the rounds over
  /// all stages.
  var confirming: StagePlace?
  /// The place of the stage before that change.
  var confirmingFrom: StagePlace?
  /// 1, or 2 where the first failed or was disturbed.
  var attempt: Int
  /// What the processes used.
  var report: ProcessReport
  /// What was read from the output.
  var values: [MetricValue]
  /// The end of what a failed command wrote; empty otherwise.
  var log: String
  /// In the first round, which of the files that tell stages of equal programs apart were read since
  /// the builds, with a digest of each; none where nothing was watched.
  var read: [String: String]?
  /// In the first round that counts, what the commands changed of the files that they run among; none
  /// where nothing.
  var changed: [String]?
  /// In the first round, what was understood in the output.
  var reading: ReadingRecord?

  /// Whether the numbers can be used.
  var isMeasured: Bool { report.isSuccess && log.isEmpty }
}
