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

  /// Bytes of output that are searched for numbers.
  private static let longestOutput = 16 << 20
  /// Failures after which a stage is left out of further blocks.
  private static let mostFailures = 3

  /// Runs block `block` of a plan; this is all that one element of a job array would do.
  ///
  /// Cells of the block that are there already are not measured again.
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
    for stage in plan.order(ofBlock: block) {
      let run = plan.run(ofBlock: block)
      if known.contains(where: { $0.block == block && $0.stage == stage.place && $0.run == run }) {
        continue
      }
      let mine = known.filter { $0.stage == stage.place && $0.run == run }
      if Self.isGivenUp(failures: mine.count { !$0.isMeasured }, of: mine.count) { continue }
      var cell = try await measure(stage, block: block, plan, attempt: 1)
      try record(cell)
      known.append(cell)
      if cell.report.noise.isDisturbed, cell.isMeasured, block >= plan.blocksPerRound,
        Self.repeatsDisturbed(known), !meter.stop.isRequested
      {
        cell = try await measure(stage, block: block, plan, attempt: 2)
        try record(cell)
        known.append(cell)
      }
      if meter.stop.isRequested { return false }
    }
    return true
  }

  /// Whether a stage has failed too often to go on with.
  static func isGivenUp(failures: Int, of cells: Int) -> Bool {
    failures > 0 && (failures == cells || failures >= mostFailures)
  }

  /// Disturbed cells are measured again until they are so many that this is how the machine is.
  private static func repeatsDisturbed(_ cells: [CommandCell]) -> Bool {
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
      try await aside(settings.prepare, settings, place)
      if let results = settings.results { ResultsFile.remove(results, in: place) }
      let finished = try await meter.run(
        settings.runs[run], in: place, limit: settings.timeout,
        processors: settings.pin, adding: padding(plan, block, stage))
      let sources = sources(finished, settings.results.map { ResultsFile.path($0, in: place) })
      let reading = reader.read(sources)
      var log = finished.report.isSuccess ? "" : failure(finished)
      if finished.report.isSuccess {
        if let name = reading.missing.first { log = reader.whyMissing(name, in: sources) }
        if let results = settings.results, sources.results == nil {
          log = "the command wrote no \(results)"
        }
      }
      try await aside(settings.conclude, settings, place)
      let isFirst = block < plan.blocksPerRound
      let read = isFirst ? watched[stage.place].map { ReadFiles.read(of: $0, in: place) } : nil
      try store.vacate(stage.key)
      return CommandCell(
        block: block, run: run, stage: stage.place, attempt: attempt, report: finished.report,
        values: reading.values, log: log, read: read, reading: isFirst ? reading.record : nil)
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

  /// Runs what belongs to a cell and is not measured; its failure ends the run, because cells with
  /// and without it cannot be compared.
  private nonisolated(nonsending) func aside(
    _ command: String?, _ settings: CommandSettings, _ place: String
  ) async throws {
    guard let command else { return }
    let finished = try await meter.run(
      command, in: place, limit: settings.timeout, processors: settings.pin)
    guard finished.report.isSuccess else {
      throw CommandError.notStarted(command: command, reason: failure(finished))
    }
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

  private func failure(_ finished: CommandMeter.Finished) -> String {
    let words = CommandMeter.tail(of: finished.errors)
    return finished.report.ending + (words.isEmpty ? "" : "\n" + words)
  }
}
