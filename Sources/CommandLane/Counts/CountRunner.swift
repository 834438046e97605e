/// Runs a command at a stage once, with its instructions counted.
struct CountRunner {
  let store: TreeStore
  let meter: CommandMeter
  let settings: CommandSettings

  /// What came of it.
  enum Result {
    case counted(InstructionProfile)
    /// Why there is no count, in words.
    case failed(String)
  }

  /// Counts.
  ///
  /// - Parameters:
  ///   - key: The stage's key in the store.
  ///   - run: Which of the measured commands.
  ///   - setsUp: Whether `--setup` has to run first.
  /// - Returns: The count, or why there is none.
  /// - Throws: ``CommandError``.
  nonisolated(nonsending) func count(
    _ key: String, run: Int, setsUp: Bool
  ) async throws(CommandError) -> Result {
    try store.occupy(key)
    do {
      let result = try await count(run, in: store.place(of: key), setsUp: setsUp)
      try store.vacate(key)
      return result
    } catch {
      try store.vacate(key)
      throw error
    }
  }

  private nonisolated(nonsending) func count(
    _ run: Int, in place: String, setsUp: Bool
  ) async throws(CommandError) -> Result {
    for command in [setsUp ? settings.setup : nil, settings.prepare] {
      if let log = try await failure(of: command, in: place) { return .failed(log) }
    }
    let callgrind = Callgrind(folder: store.root + "/counts")
    try callgrind.clear()
    let finished = try await meter.run(
      callgrind.counting(settings.runs[run]), in: place,
      limit: settings.timeout * Callgrind.slowdown, processors: settings.pin)
    let profile = callgrind.profile(inside: place)
    let complaints = callgrind.complaints
    try callgrind.clear()
    if let log = try await failure(of: settings.conclude, in: place) { return .failed(log) }
    guard finished.report.isSuccess, let profile else {
      let ending =
        finished.report.isSuccess ? "valgrind counted nothing" : finished.report.ending
      let words = [CommandMeter.tail(of: finished.errors), complaints].filter { !$0.isEmpty }
      return .failed((["with instructions counted: \(ending)"] + words).joined(separator: "\n"))
    }
    return .counted(profile)
  }

  /// Runs what belongs to a run and is not counted; why it failed, or nil.
  private nonisolated(nonsending) func failure(
    of command: String?, in place: String
  ) async throws(CommandError) -> String? {
    guard let command else { return nil }
    let finished = try await meter.run(
      command, in: place, limit: settings.timeout, processors: settings.pin)
    guard !finished.report.isSuccess else { return nil }
    return "`\(command)`: \(finished.report.ending)\n" + CommandMeter.tail(of: finished.errors)
  }
}
