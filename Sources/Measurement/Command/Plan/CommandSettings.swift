/// What is done at every stage; two runs with other settings are never mixed.
public struct CommandSettings: Codable, Hashable, Sendable {
  /// Builds a stage's tree, once; none where nothing has to be built.
  public var build: String?
  /// The measured commands.
  public var runs: [String]
  /// Runs once at every stage before anything is measured.
  public var setup: String?
  /// Runs before each measured command, and is not measured.
  public var prepare: String?
  /// Runs after each measured command, and is not measured.
  public var conclude: String?
  /// Seconds that a measured command may take.
  public var timeout: Double
  /// Processors that a measured command may use; all where empty.
  public var pin: [Int]
  /// Variables for all commands.
  public var environment: [String: String]
  /// What to read from the output; what is recognised without being told where empty.
  public var metrics: [String]

  /// Creates the value from its parts.
  public init(
    build: String?, runs: [String], setup: String?, prepare: String?, conclude: String?,
    timeout: Double, pin: [Int], environment: [String: String], metrics: [String]
  ) {
    self.build = build
    self.runs = runs
    self.setup = setup
    self.prepare = prepare
    self.conclude = conclude
    self.timeout = timeout
    self.pin = pin
    self.environment = environment
    self.metrics = metrics
  }
}
