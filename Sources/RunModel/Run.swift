/// A run's results: what `run.json` holds and every report shows.
public struct Run: Codable, Hashable, Sendable {
  /// `patch-replay.run/1`.
  public var schema = "patch-replay.run/1"
  /// The series, where one was read.
  @OrNull public var series: SeriesSummary?
  /// How the series applied.
  public var apply: ApplyDocument?
  /// The machine and the programs.
  public var environment: RunEnvironment
  /// What was asked for.
  public var settings: RunSettings
  /// The lanes measured: `engine`, `kernel`, `command`.
  public var lanes: [String: LaneResult]
  /// What single calls did at each stage, where the engine was run.
  public var counted: CountedResults?
  /// What a reader should know before believing the figures.
  public var warnings: [String]

  /// Creates the value from its parts.
  public init(
    series: SeriesSummary?, apply: ApplyDocument?, environment: RunEnvironment,
    settings: RunSettings, lanes: [String: LaneResult], counted: CountedResults? = nil,
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
}

/// The machine that a run was made on.
public struct RunEnvironment: Codable, Hashable, Sendable {
  /// The kernel's release.
  public var kernel: String
  /// The processor's name.
  public var processor: String
  /// Processors that the run could use.
  public var processors: Int
  /// The load over one minute when the run began.
  public var loadAverage: Double
  /// The command of the server that answered.
  public var server: String
  /// The version of patch-replay.
  public var program: String
  /// When the run began, in UTC.
  public var started: String
  /// What of the machine makes figures noisy, where it was looked at.
  public var machine: MachineSummary?

  /// Creates the value from its parts.
  public init(
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
public struct RunSettings: Codable, Hashable, Sendable {
  /// The seed of the order of stages in each round.
  public var seed: UInt64
  /// Rounds measured.
  public var rounds: Int
  /// The time that was allowed, where there was a limit.
  @OrNull public var seconds: Double?
  /// Patches left out.
  public var without: [Int]
  /// The workloads, in order.
  public var workloads: [String]
  /// Bytes of the file that was read and written.
  public var bytesPerFile: Int
  /// Why the run stopped.
  public var stopped: String?
  /// What was done at each stage, in the command lane: `build`, `timeout` and the like.
  public var commands: [String: String]?
  /// The commits that were measured in place of a series, as BASE..TIP.
  public var range: String?

  /// Creates the value from its parts.
  public init(
    seed: UInt64, rounds: Int, seconds: Double?, without: [Int], workloads: [String],
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
public struct LaneResult: Codable, Hashable, Sendable {
  /// One entry for each workload.
  public var workloads: [WorkloadResult]

  /// Creates the value from its parts.
  public init(
    workloads: [WorkloadResult]
  ) {
    self.workloads = workloads
  }
}
