/// One run of one command at one stage: a line of the journal.
struct CommandCell: Codable, Hashable, Sendable {
  /// The block that it belongs to; block 0 warms up and is not analysed.
  var block: Int
  /// Which of the measured commands.
  var run: Int
  /// The stage's number.
  var stage: Int
  /// 1, or 2 where the first was disturbed.
  var attempt: Int
  /// What the processes used.
  var report: ProcessReport
  /// What was read from the output.
  var values: [MetricValue]
  /// What else the machine did meanwhile.
  var noise: MachineNoise
  /// The end of what a failed command wrote; empty otherwise.
  var log: String

  /// Whether the numbers can be used.
  var isMeasured: Bool { report.isSuccess && log.isEmpty }
}

/// What the machine did besides the measured command while it ran.
struct MachineNoise: Codable, Hashable, Sendable {
  /// Processor seconds a second that others used.
  var outside: Double
  /// The part of the processors' time that the hypervisor took away.
  var steal: Double
  /// Seconds a second in which some process waited for a processor, for input/output, for memory.
  var pressure: [Double]
  /// The load over one minute.
  var load: Double

  /// Outside use above 0.1 processor, or more than 2 % stolen: decided without the result.
  var isDisturbed: Bool { outside > 0.10 || steal > 0.02 }
}
