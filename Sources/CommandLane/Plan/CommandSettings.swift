package import Documents

/// What is done at every stage; two runs with other settings are never mixed.
package struct CommandSettings: Codable, Hashable, Sendable {
  /// Builds a stage's tree, once; none where nothing has to be built.
  package var build: String?
  /// The measured commands.
  package var runs: [String]
  /// Runs once at every stage before anything is measured.
  package var setup: String?
  /// Runs before each measured command, and is not measured.
  package var prepare: String?
  /// Runs after each measured command, and is not measured.
  package var conclude: String?
  /// Seconds that a measured command may take.
  package var timeout: Double
  /// Processors that a measured command may use; all where empty.
  package var pin: [Int]
  /// Variables for all commands.
  package var environment: [String: String]
  /// What to read from the output; what is recognised without being told where empty.
  package var metrics: [String]
  /// The file, in a stage's folder or by its full path, that a command writes its figures to; none where it
  /// prints them.
  package var results: String?
  /// Which figures of a metric are the better ones, by the metric's name, where that was said.
  package var directions: [String: MetricDirection]?

  package init(
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
