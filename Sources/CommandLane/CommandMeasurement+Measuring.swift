internal import Documents
internal import Foundation
package import Rounds

/// The lane in which a project's own commands are measured at every stage.
extension CommandMeasurement {
  /// Builds every stage, then measures rounds over all of them.
  ///
  /// - Parameters:
  ///   - experiment: What to measure.
  ///   - stop: Asks to end early.
  ///   - export: Writes a stage's files to a folder that is not there yet.
  ///   - progress: Told between builds and cells.
  /// - Returns: The cells of all rounds.
  /// - Throws: ``CommandError``, and what `export` throws.
  package nonisolated(nonsending) static func measure(
    _ experiment: CommandExperiment, stop: StopToken,
    export: (CommandStage, String) throws -> Void,
    progress: (CommandProgress) -> Void
  ) async throws -> CommandMeasurement {
    let settings = experiment.settings
    let reader = try MetricReader(settings.metrics)
    guard Affinity.allows(settings.pin) else {
      throw CommandError.processors(settings.pin.map(String.init).joined(separator: ","))
    }
    let counting = experiment.counting
    if counting.needsValgrind { try Callgrind.find(in: settings.environment["PATH"]) }
    let store = try TreeStore(root: experiment.cache)
    let meter = CommandMeter(
      program: experiment.program, folder: store.root, environment: settings.environment,
      stop: stop)
    let builder = StageBuilder(
      store: store, meter: meter, settings: settings,
      environment: .current(adding: settings.environment), limit: experiment.buildLimit)
    var stages: [BuiltStage] = []
    for stage in experiment.stages {
      let built = try await builder.build(stage) { try export(stage, $0) }
      stages.append(built)
      progress(
        .built(
          stage: stage, seconds: built.build.seconds,
          problem: built.build.isBuilt ? nil : built.build.log))
      if stop.isRequested { throw CommandError.interrupted }
    }
    var rebuilt: BuiltStage?
    if experiment.findsLayoutFloor, let base = experiment.stages.first {
      rebuilt = try await builder.build(base, salted: true) { try export(base, $0) }
    }
    // Now that this run's own trees are known to be in use.
    store.prune(unusedFor: TreeStore.longestRest)
    let nothing = try await meter.run("true", in: store.root)
    let results = ResultStore(
      root: store.root, settings: settings, machine: MachineIdentity.text)
    let measuresAll = experiment.measuresAll || !counting.timesRounds
    let known = measuresAll ? nil : results.best(for: stages, until: experiment.end)
    if let known {
      progress(.known(patches: stages.patches(upTo: known.unchanged), by: known.known.words))
    } else if !measuresAll, let less = results.best(for: stages, until: nil) {
      progress(
        .knownTooLittle(patches: stages.patches(upTo: less.unchanged), by: less.known.words))
    }
    var plan = try makePlan(stages, leavingOut: known?.unchanged, rebuilt, experiment)
    plan.buildEnvironment = builder.environment.digests
    let (journal, started, cells) = try open(experiment, plan)
    var watching = BlockRunner(store: store, meter: meter, reader: reader)
    // Before any command is run there.
    if !cells.contains(where: { $0.block >= started.blocksPerRound && $0.confirming == nil }) {
      watching.watched = store.watch(
        started.stages.filter { $0.place != CommandPlan.rebuiltBase })
    }
    if let setup = settings.setup {
      for stage in started.stages {
        guard
          let problem = try await prepare(stage, setup, store, meter, limit: experiment.buildLimit)
        else { continue }
        watching.unready[stage.place] = problem
        progress(.failed(stage: stages.name(of: stage.place), reason: problem))
      }
      if watching.unready.count == started.stages.count, let first = started.stages.first {
        throw CommandError.nothingToMeasure(watching.unready[first.place] ?? "")
      }
    }
    let begin = Clock.now
    var session = CommandSession(
      plan: started, of: stages, end: experiment.end.leavingTime(forTwoOf: started.stages.count),
      journal: journal,
      cells: cells.filter { $0.confirming == nil }, runner: watching)
    let countedNames = counting.countsStages ? settings.countedNames : []
    session.conditions = experiment.conditions.filter { !$0.isAbout(countedNames) }
    if counting.timesRounds { try await session.run(progress) }
    var measurement = CommandMeasurement(
      stages: stages, plan: started, cells: session.cells,
      reason: counting.timesRounds ? session.reason : .counted, unready: watching.unready)
    measurement.problem = session.problem
    measurement.isCountedOnly = !counting.timesRounds
    measurement.known = known
    if counting.timesRounds, !measurement.isInterrupted, measurement.problem == nil {
      var confirmation = ConfirmationSession(
        measurement, patches: experiment.confirms,
        until: experiment.end.seconds.map { begin + Int64($0 * 1e9) }, journal: journal,
        cells: cells.filter { $0.confirming != nil },
        runner: BlockRunner(store: store, meter: meter, reader: reader))
      do {
        measurement.fresh = try await confirmation.run(progress)
        if measurement.fresh == nil { measurement.reason = .interrupted }
      } catch CommandError.interrupted {
        measurement.reason = .interrupted
      } catch let error as CommandError {
        measurement.problem = error
      }
    }
    let isSetUp = Set(started.stages.map(\.place))
    let counter = CountRunner(store: store, meter: meter, settings: settings)
    try await measurement.count(
      CountSession(counter, stages, counting, isSetUp: isSetUp), progress)
    measurement.end = experiment.end
    measurement.results = results
    measurement.hasNoLayoutFloor = rebuilt.map { !$0.build.isBuilt } ?? false
    measurement.residentFloor = nothing.report.residentBytes
    return measurement
  }

  private static func makePlan(
    _ stages: [BuiltStage], leavingOut unchanged: StagePlace?, _ rebuilt: BuiltStage?,
    _ experiment: CommandExperiment
  ) throws(CommandError) -> CommandPlan {
    // The last unchanged stage is the one that the first changed patch is compared with.
    let last = unchanged ?? .base
    let built = stages.filter {
      $0.build.isBuilt && ($0.stage.place == .base || $0.stage.place >= last)
    }
    guard !built.isEmpty else {
      throw CommandError.nothingToMeasure(stages.first?.build.log ?? "there are no stages")
    }
    var measured = built.map {
      CommandPlan.Stage(place: $0.stage.place, key: $0.build.key, binaries: $0.build.binaries)
    }
    if let rebuilt, rebuilt.build.isBuilt {
      measured.append(
        CommandPlan.Stage(
          place: CommandPlan.rebuiltBase, key: rebuilt.build.key,
          binaries: rebuilt.build.binaries))
    }
    return CommandPlan(
      stages: measured,
      settings: experiment.settings, machine: MachineIdentity.text, seed: experiment.seed)
  }

  /// Starts the journal, or goes on with the one that is there if it is of the same experiment.
  private static func open(
    _ experiment: CommandExperiment, _ plan: CommandPlan
  ) throws(CommandError) -> (Journal, CommandPlan, [CommandCell]) {
    guard experiment.resumes, let (earlier, cells, length) = try Journal.read(experiment.journal)
    else { return (try Journal(starting: experiment.journal, plan: plan), plan, []) }
    let differences = plan.differences(from: earlier)
    guard differences.isEmpty else {
      throw CommandError.otherExperiment(journal: experiment.journal, differences: differences)
    }
    return (try Journal(resuming: experiment.journal, length: length), earlier, cells)
  }

  /// Makes a stage ready with `--setup`.
  ///
  /// - Returns: How that failed; nil where it did not.
  private nonisolated(nonsending) static func prepare(
    _ stage: CommandPlan.Stage, _ command: String, _ store: TreeStore, _ meter: CommandMeter,
    limit: Double
  ) async throws -> String? {
    try store.occupy(stage.key)
    let finished: CommandMeter.Finished
    do {
      finished = try await meter.run(
        command, in: store.place(of: stage.key), limit: limit, grace: StageBuilder.grace)
    } catch {
      try store.vacate(stage.key)
      throw error
    }
    try store.vacate(stage.key)
    return finished.report.isSuccess ? nil : "--setup: \(finished.failure)"
  }
}
