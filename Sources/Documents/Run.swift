/// A run's results: what `run.json` holds and every report shows.
package struct Run: Codable, Hashable, Sendable {
  /// `patch-replay.run/1`.
  package var schema = "patch-replay.run/1"
  /// The series, where one was read.
  @OrNull package var series: SeriesSummary?
  /// How the series applied.
  package var apply: ApplyDocument?
  /// The machine and the programs.
  package var environment: RunEnvironment
  /// What was asked for.
  package var settings: RunSettings
  /// The lanes measured.
  package var lanes: [LaneKind: LaneResult]
  /// What single calls did at each stage, where the engine was run.
  package var counted: CountedResults?
  /// What a reader should know before believing the figures.
  package var warnings: [String]
  /// Rounds of single patches that were measured after the run; none where there are none.
  package var laterRounds: [LaterRounds]?

  package init(
    series: SeriesSummary?, apply: ApplyDocument?, environment: RunEnvironment,
    settings: RunSettings, lanes: [LaneKind: LaneResult], counted: CountedResults? = nil,
    warnings: [String]
  ) {
    self.series = series
    self.apply = apply
    self.environment = environment
    self.settings = settings
    self.lanes = lanes
    self.counted = counted
    self.warnings = warnings
  }

  enum CodingKeys: String, CodingKey {
    case schema
    case series
    case apply
    case environment
    case settings
    case lanes
    case counted
    case warnings
    case laterRounds = "later_rounds"
  }
}

/// The machine that a run was made on.
package struct RunEnvironment: Codable, Hashable, Sendable {
  /// The kernel's release.
  package var kernel: String
  /// The processor's name.
  package var processor: String
  /// Processors that the run could use.
  package var processors: Int
  /// The load over one minute when the run began.
  package var loadAverage: Double
  /// The command of the server that answered.
  package var server: String
  /// The version of patch-replay.
  package var program: String
  /// When the run began, in UTC.
  package var started: String
  /// What of the machine makes figures noisy, where it was looked at.
  package var machine: MachineSummary?

  package init(
    kernel: String, processor: String, processors: Int, loadAverage: Double, server: String,
    program: String, started: String
  ) {
    self.kernel = kernel
    self.processor = processor
    self.processors = processors
    self.loadAverage = loadAverage
    self.server = server
    self.program = program
    self.started = started
  }

  enum CodingKeys: String, CodingKey {
    case kernel
    case processor
    case processors
    case loadAverage = "load_average"
    case server
    case program
    case started
    case machine
  }
}

/// What a run was asked to do.
package struct RunSettings: Codable, Hashable, Sendable {
  /// The seed of the order of stages in each round.
  package var seed: UInt64
  /// Rounds measured.
  package var rounds: Int
  /// The time that was allowed, where there was a limit.
  @OrNull package var seconds: Double?
  /// Patches left out.
  package var without: [PatchNumber]
  /// The workloads, in order.
  package var workloads: [String]
  /// Bytes of the file that was read and written.
  package var bytesPerFile: Int
  /// Why the run stopped.
  package var stopped: StopReason?
  /// What was done at each stage, in the command lane: `build`, `timeout` and the like.
  package var commands: [String: String]?
  /// The commits that were measured in place of a series, as BASE..TIP.
  package var range: String?

  package init(
    seed: UInt64, rounds: Int, seconds: Double?, without: [PatchNumber], workloads: [String],
    bytesPerFile: Int
  ) {
    self.seed = seed
    self.rounds = rounds
    self.seconds = seconds
    self.without = without
    self.workloads = workloads
    self.bytesPerFile = bytesPerFile
  }

  enum CodingKeys: String, CodingKey {
    case seed
    case rounds
    case seconds
    case without
    case workloads
    case bytesPerFile = "bytes_per_file"
    case stopped
    case commands
    case range
  }
}

/// What a lane measured.
package struct LaneResult: Codable, Hashable, Sendable {
  /// One entry for each workload.
  package var workloads: [WorkloadResult]

  package init(
    workloads: [WorkloadResult]
  ) {
    self.workloads = workloads
  }
}
