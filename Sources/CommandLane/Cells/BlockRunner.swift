internal import Documents
internal import Foundation
internal import Rounds
internal import Statistics

/// Measures blocks: every stage once, back to back, for one command.
struct BlockRunner {
  let store: TreeStore
  let meter: CommandMeter
  let reader: MetricReader
  /// Files by stage of which the first round is to tell whether they were read.
  var watched: [StagePlace: [String]] = [:]
  /// Stages that `--setup` could not make ready, with the reason: they take part in no block.
  var unready: [StagePlace: String] = [:]

  /// Bytes of output that are searched for numbers.
  private static let longestOutput = 16 << 20
  /// Runs that have to fail before a stage can be left out of further blocks.
  private static let fewestFailures = 3

  /// Runs block `block` of a plan; this is all that one element of a job array would do.
  ///
  /// Cells of the block that are there already are not measured again. A run that fails is tried once
  /// more in its place, and so is one that other work disturbed; both are kept.
  ///
  /// - Parameters:
  ///   - block: The block's number.
  ///   - plan: What is measured.
  ///   - known: All cells so far.
  ///   - record: Told of every cell as soon as it is measured.
  /// - Returns: Whether the block is whole; false if a stop was requested.
  /// - Throws: ``CommandError``, and what `record` throws.
  nonisolated(nonsending) func run(
    block: Int, of plan: CommandPlan, known: [CommandCell],
    record: (CommandCell) throws -> Void
  ) async throws -> Bool {
    var known = known
    let run = plan.run(ofBlock: block)
    for stage in plan.order(ofBlock: block) where unready[stage.place] == nil {
      var mine: [CommandCell] { known.filter { $0.stage == stage.place && $0.run == run } }
      var attempts: [CommandCell] { mine.filter { $0.block == block } }
      let isNew = attempts.isEmpty
      if isNew, !Self.isGivenUp(mine) {
        let cell = try await measure(stage, block: block, plan, attempt: 1)
        try record(cell)
        known.append(cell)
      }
      let isRepeated =
        attempts.last.map { first in
          first.isMeasured
            ? isNew && block >= plan.blocksPerRound && Self.repeats(disturbed: first, known)
            : !Self.isGivenUp(mine)
        } ?? false
      if isRepeated, attempts.count == 1, !meter.stop.isRequested {
        let cell = try await measure(stage, block: block, plan, attempt: 2)
        try record(cell)
        known.append(cell)
      }
      if meter.stop.isRequested { return false }
    }
    return true
  }

  /// Whether a command fails in most of its runs at a stage.
  static func isGivenUp(failures: Int, of runs: Int) -> Bool {
    failures >= fewestFailures && 2 * failures > runs
  }

  private static func isGivenUp(_ runs: [CommandCell]) -> Bool {
    isGivenUp(failures: runs.count { !$0.isMeasured }, of: runs.count)
  }

  /// Disturbed cells are measured again until they are so many that this is how the machine is.
  ///
  /// Where runs find what earlier ones left, none is: the stage would be one run ahead of the others.
  private static func repeats(disturbed cell: CommandCell, _ cells: [CommandCell]) -> Bool {
    guard cell.report.noise.isDisturbed, !cells.contains(where: { $0.changed != nil }) else {
      return false
    }
    let first = cells.filter { $0.attempt == 1 }
    return first.count { $0.report.noise.isDisturbed } * 10 <= max(10, first.count) * 3
  }

  private nonisolated(nonsending) func measure(
    _ stage: CommandPlan.Stage, block: Int, _ plan: CommandPlan, attempt: Int
  ) async throws -> CommandCell {
    let settings = plan.settings
    let run = plan.run(ofBlock: block)
    let place = store.place(of: stage.key)
    try store.occupy(stage.key)
    do {
      if let (report, log) = try await aside(settings.prepare, "--prepare", settings, place) {
        try store.vacate(stage.key)
        return CommandCell(
          block: block, run: run, stage: stage.place, attempt: attempt, report: report, values: [],
          log: log)
      }
      if let results = settings.results { ResultsFile.remove(results, in: place) }
      // What the first run leaves behind, such as compiled scripts, is there for all that count.
      let looks = attempt == 1 && block / plan.blocksPerRound == 1
      let before = looks ? TreeListing(place, leavingOut: settings.results) : nil
      let finished = try await meter.run(
        settings.runs[run], in: place, limit: settings.timeout,
        processors: settings.pin, adding: padding(plan, block, stage))
      let sources = sources(finished, settings.results.map { ResultsFile.path($0, in: place) })
      let reading = reader.read(sources)
      var log = finished.report.isSuccess ? "" : finished.failure
      if finished.report.isSuccess {
        if let name = reading.missing.first { log = reader.whyMissing(name, in: sources) }
        if let results = settings.results, sources.results == nil {
          log = "the command wrote no \(results)"
        }
      }
      if let (_, problem) = try await aside(settings.conclude, "--conclude", settings, place),
        log.isEmpty
      {
        log = problem
      }
      let changed = before?.changes(to: TreeListing(place, leavingOut: settings.results)) ?? []
      let isFirst = block < plan.blocksPerRound
      let read = isFirst ? watched[stage.place].map { ReadFiles.read(of: $0, in: place) } : nil
      try store.vacate(stage.key)
      return CommandCell(
        block: block, run: run, stage: stage.place, attempt: attempt, report: finished.report,
        values: reading.values, log: log, read: read, changed: changed.isEmpty ? nil : changed,
        reading: isFirst ? reading.record : nil)
    } catch {
      try store.vacate(stage.key)
      throw error
    }
  }

  /// Where the figures of a run may stand.
  private func sources(_ finished: CommandMeter.Finished, _ results: String?) -> OutputSources {
    func start(_ path: String) -> [UInt8]? {
      TextFile.start(of: path, bytes: Self.longestOutput + 1)
    }
    let output = start(finished.output) ?? []
    let errors = start(finished.errors) ?? []
    let file = results.flatMap(start)
    let isCut = [output, errors, file ?? []].contains { $0.count > Self.longestOutput }
    return OutputSources(output: output, errors: errors, results: file, isCut: isCut)
  }

  /// Runs what belongs to a cell and is not measured; where it fails, so does the cell, because cells
  /// with and without it cannot be compared.
  ///
  /// - Returns: How it failed; nil where it did not, or there is none.
  private nonisolated(nonsending) func aside(
    _ command: String?, _ option: String, _ settings: CommandSettings, _ place: String
  ) async throws -> (report: ProcessReport, log: String)? {
    guard let command else { return nil }
    let finished = try await meter.run(
      command, in: place, limit: settings.timeout, processors: settings.pin)
    if finished.report.isSuccess { return nil }
    return (finished.report, "\(option): \(finished.failure)")
  }

  /// A variable of random length moves the stack, whose place would otherwise be the same in all
  /// runs of a stage: Mytkowicz et al., "Producing wrong data without doing anything obviously
  /// wrong", 2009.
  private func padding(
    _ plan: CommandPlan, _ block: Int, _ stage: CommandPlan.Stage
  ) -> [String: String] {
    var generator = SeededGenerator(
      seed: plan.seed ^ (UInt64(block) << 20) ^ UInt64(bitPattern: Int64(stage.place.rawValue)))
    let length = Int.random(in: 0..<4096, using: &generator)
    return ["PATCH_REPLAY_PADDING": String(repeating: "x", count: length)]
  }
}
