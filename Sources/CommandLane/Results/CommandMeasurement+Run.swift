package import Documents
internal import Presentation
internal import Rounds
internal import Statistics

extension CommandMeasurement {
  /// Lays the measurement out as a run.
  ///
  /// - Parameters:
  ///   - series: The series, where mail was read.
  ///   - apply: How it applied.
  ///   - environment: The machine.
  ///   - commandLine: The words that this program was started with.
  ///   - range: The commits, where no mail was read.
  /// - Returns: The run, with one lane; a warning where it cannot be kept for later runs.
  package func run(
    series: SeriesSummary?, apply: ApplyDocument?, environment: RunEnvironment,
    commandLine: [String], range: String?
  ) -> Run {
    var lane = roundsResult
    let table = CellTable(self)
    let rounds = plan.settings.runs.indices.map(table.roundCount).min() ?? 0
    var warnings = warnings(rounds: rounds)
    if let results, !isInterrupted, rounds >= KnownResult.fewestRounds {
      do {
        try results.keep(
          KnownResult(
            plan: wholePlan, rounds: min(rounds, known?.known.rounds ?? rounds),
            started: environment.started, lane: lane, precision: precision))
      } catch {
        warnings.append(.notKept(error.description))
      }
    }
    lane.add(counts.map { $0.result(of: self) })
    lane.explain(explained)
    var environment = environment
    environment.machine?.during = noise
    var settings = RunSettings(
      seed: plan.seed, rounds: rounds, seconds: nil, without: [],
      workloads: plan.settings.runs, bytesPerFile: 0)
    settings.stopped = reason
    settings.commands = commands
    settings.commands?["command line"] = commandLine.joined(separator: " ")
    settings.range = range
    return Run(
      series: series, apply: apply, environment: environment, settings: settings,
      lanes: [.command: lane], warnings: warnings.map(\.sentence))
  }

  /// What the rounds say, with what an earlier run found of the first patches.
  var roundsResult: LaneResult {
    let measured = result()
    return known.map { $0.known.completing(measured, unchanged: $0.unchanged) } ?? measured
  }

  /// How narrow the intervals had to become, where that ended the run and the one that measured the
  /// first patches.
  var precision: Double? {
    guard reason == .precise, let mine = end?.precision else { return nil }
    guard let known else { return mine }
    return known.known.precision.map { max($0, mine) }
  }

  /// The plan with the stages that an earlier run has measured.
  private var wholePlan: CommandPlan {
    CommandPlan(
      stages: stages.filter(\.build.isBuilt).map {
        CommandPlan.Stage(
          place: $0.stage.place, key: $0.build.key, binaries: $0.build.binaries)
      },
      settings: plan.settings, machine: plan.machine, seed: plan.seed)
  }

  /// What was done at each stage, by the names of the options.
  private var commands: [String: String] {
    let settings = plan.settings
    var commands = [
      "timeout": "\(settings.timeout)",
      "accounting": "getrusage of all descendants, in a process of its own for each command",
    ]
    commands["build"] = settings.build
    commands["setup"] = settings.setup
    commands["prepare"] = settings.prepare
    commands["conclude"] = settings.conclude
    if !settings.pin.isEmpty {
      commands["pin"] = settings.pin.map(String.init).joined(separator: ",")
    }
    if !settings.metrics.isEmpty { commands["metric"] = settings.metrics.joined(separator: ", ") }
    commands["results"] = settings.results
    for (word, direction) in [("higher", MetricDirection.higher), ("lower", .lower)] {
      let names = (settings.directions ?? [:]).filter { $0.value == direction }.keys.sorted()
      if !names.isEmpty { commands[word] = names.joined(separator: ", ") }
    }
    for (name, value) in settings.environment { commands["env \(name)"] = value }
    return commands
  }

  /// What else the machine did during the cells that count.
  private var noise: NoiseSummary {
    let first = cells.filter { $0.block >= plan.blocksPerRound && $0.attempt == 1 }
    let noises = first.map(\.report.noise)
    return NoiseSummary(
      cells: noises.count, disturbed: noises.count(where: \.isDisturbed),
      outside: MedianInterval(noises.map(\.outside))?.median ?? 0,
      stealMaximum: noises.map(\.steal).max() ?? 0,
      processorPressure: MedianInterval(noises.compactMap(\.pressure.first))?.median ?? 0)
  }

  private func warnings(rounds: Int) -> [Warning] {
    var warnings: [Warning] = []
    if let known {
      warnings.append(
        .measuredEarlier(stages.patches(upTo: known.unchanged), run: known.known.words))
    }
    if !isCountedOnly, let warning = FewRounds.warning(rounds: rounds) { warnings.append(warning) }
    if hasNoLayoutFloor { warnings.append(.noLayoutFloor) }
    warnings += failures
    warnings += failedRuns
    if let changedFiles { warnings.append(changedFiles) }
    warnings += samePrograms
    warnings += readingWarnings
    let counted = cells.filter { $0.block >= plan.blocksPerRound && $0.attempt == 1 }
    let disturbed = counted.count { $0.report.noise.isDisturbed }
    if disturbed * 10 > counted.count * 3 {
      warnings.append(.disturbed(cells: disturbed, of: counted.count))
    }
    if cells.contains(where: { $0.isMeasured && $0.report.residentBytes < residentFloor / 20 * 21 })
    {
      warnings.append(.memoryFloor(bytes: residentFloor))
    }
    let left = cells.reduce(0) { max($0, $1.report.leftBehind) }
    if left > 0 { warnings.append(.processesLeft(left)) }
    return warnings
  }
}
