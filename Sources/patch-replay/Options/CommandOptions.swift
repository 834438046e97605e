import ArgumentParser
import CommandLane
import Documents

/// What `measure` does at every stage.
struct CommandOptions: ParsableArguments {
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "The command to measure (repeatable).",
      discussion: """
        It runs in the stage's own folder, through the shell. `name: value unit` lines and what \
        twenty benchmark programs print are recognised; docs/formats.md lists them.
        """, valueName: "cmd"))
  var runs: [String]

  @Option(help: ArgumentHelp("Builds a stage, once.", valueName: "cmd"))
  var build: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seconds that a stage's build, and its --setup, may take (default: an hour).",
      valueName: "seconds"))
  var buildTimeout: Double?

  @Option(
    name: .customLong("metric"),
    help: ArgumentHelp(
      "A number to read from the output (repeatable).",
      discussion: """
        NAME=REGEX takes the first group of the first match; json:PATH and NAME=json:PATH follow \
        keys and indexes joined by dots; `\\.` is a dot of a key. NAME[UNIT]=… names the unit: of a \
        rate, such as req/s, more is better.
        """, valueName: "metric"))
  var metrics: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file that the command writes its figures to; removed before each run.", valueName: "file"))
  var results: String?

  @Option(
    help: ArgumentHelp(
      "A metric of which higher figures are better (repeatable).", valueName: "name"))
  var higher: [String] = []

  @Option(
    help: ArgumentHelp(
      "A metric of which lower figures are better (repeatable).", valueName: "name"))
  var lower: [String] = []

  @Option(
    help: ArgumentHelp("Runs once at each stage before anything is measured.", valueName: "cmd"))
  var setup: String?

  @Option(help: ArgumentHelp("Runs before each measured command.", valueName: "cmd"))
  var prepare: String?

  @Option(help: ArgumentHelp("Runs after each measured command.", valueName: "cmd"))
  var conclude: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seconds that a measured command may take.", valueName: "seconds"))
  var timeout: Double = 600

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Processors to run on, such as 0,2-3.", valueName: "cpus"))
  var pin: ProcessorList?

  @Option(
    name: .customLong("env"),
    help: ArgumentHelp(
      "A variable for all commands (repeatable).", valueName: "name=value"))
  var variables: [String] = []

  func validate() throws {
    guard !runs.isEmpty else { throw ValidationError("Say what to measure with --run.") }
    guard !runs.contains(where: { $0.allSatisfy(\.isWhitespace) }) else {
      throw ValidationError("--run '' does not name a command.")
    }
    for (option, seconds) in [("--timeout", timeout), ("--build-timeout", buildTimeout)] {
      guard seconds.map({ $0 > 0 && $0 <= 604_800 }) ?? true else {
        throw ValidationError("\(option) must be more than 0 and at most 604800 seconds.")
      }
    }
    if let name = Set(higher).intersection(lower).min() {
      throw ValidationError("--higher and --lower both name \(name).")
    }
    if results?.isEmpty == true { throw ValidationError("--results '' does not name a file.") }
    for variable in variables where !variable.dropFirst().contains("=") {
      throw ValidationError("--env takes NAME=VALUE: \(variable)")
    }
  }

  var settings: CommandSettings {
    let pairs = variables.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    var settings = CommandSettings(
      build: build, runs: runs, setup: setup, prepare: prepare, conclude: conclude,
      timeout: timeout, pin: pin?.numbers ?? [],
      environment: Dictionary(
        pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { $1 }),
      metrics: metrics)
    settings.results = results
    let said = higher.map { ($0, MetricDirection.higher) } + lower.map { ($0, .lower) }
    if !said.isEmpty { settings.directions = Dictionary(said, uniquingKeysWith: { $1 }) }
    return settings
  }
}
