internal import Documents

/// In what two runs differ so that their figures are not held against each other.
struct RunDifferences {
  private let reference: Run
  private let run: Run

  init(of run: Run, from reference: Run) {
    self.reference = reference
    self.run = run
  }

  /// Machine, programs, settings and commands that are not the same.
  ///
  /// What a machine does not tell is not held against it.
  var list: [RunDifference] { machine + programs + settings + commands }

  private static let all = LaneKind.allCases
  private static let served: [LaneKind] = [.engine, .kernel]

  private var machine: [RunDifference] {
    let found = [
      timed(.processor) { $0.environment.processor },
      timed(.processors) { "\($0.environment.processors)" },
      timed(.processorLimit) { $0.environment.machine?.processorLimit?.description },
      timed(.governor) { $0.environment.machine?.governor },
      timed(.turbo) { $0.environment.machine?.turbo?.description },
      timed(.smt) { $0.environment.machine?.smt?.description },
    ]
    return found.compactMap { $0 }
  }

  private var programs: [RunDifference] {
    let found = [
      known(.kernel, Self.all) { $0.environment.kernel },
      known(.program, Self.all) { $0.environment.program },
      known(.server, Self.served) { $0.environment.server },
      known(.compilers, [.command]) {
        $0.environment.machine?.compilers.sorted().joined(separator: ", ")
      },
      known(.base, [.command]) { $0.lanes[.command]?.workloads.first?.stages.first?.tree },
    ]
    return found.compactMap { $0 }
  }

  private var settings: [RunDifference] {
    let size = known(.fileSize, Self.served) { "\($0.settings.bytesPerFile)" }
    return [size, timed(.rounds, Self.extent)].compactMap { $0 }
  }

  private var commands: [RunDifference] {
    guard reference.lanes[.command] != nil, run.lanes[.command] != nil else { return [] }
    let named: [RunFact] = [
      .build, .setup, .prepare, .conclude, .pin, .metric, .results, .higher, .lower,
    ]
    let kept = named.compactMap { fact in
      difference(fact, [.command], true) { $0.settings.commands?[fact.rawValue] ?? "none" }
    }
    let others = [
      difference(.environment, [.command], true, Self.variables),
      difference(.run, [.command], true, Self.runCommands),
    ]
    return kept + others.compactMap { $0 }
  }

  /// The variables that were set for all commands.
  private static func variables(of run: Run) -> String {
    let prefix = "\(RunFact.environment.rawValue) "
    let set = (run.settings.commands ?? [:]).filter { $0.key.hasPrefix(prefix) }
    return set.map { "\($0.key.dropFirst(prefix.count))=\($0.value)" }.sorted().joined(
      separator: ", ")
  }

  /// What was to end the rounds; runs with the same limit of time are alike however many rounds it allowed.
  private static func extent(of run: Run) -> String {
    switch (run.settings.stopped, run.settings.seconds) {
    case (.time, let seconds?), (.rounds, let seconds?): "\(seconds) seconds"
    case (.precise, _): StopReason.precise.rawValue
    default: "\(run.settings.rounds)"
    }
  }

  /// The commands that were measured, in order.
  private static func runCommands(of run: Run) -> String {
    var commands: [String] = []
    for command in (run.lanes[.command]?.workloads ?? []).compactMap(\.command)
    where !commands.contains(command) {
      commands.append(command)
    }
    return commands.joined(separator: ", ")
  }

  /// A difference that touches what is timed, in every lane.
  private func timed(_ fact: RunFact, _ value: (Run) -> String?) -> RunDifference? {
    difference(fact, Self.all, false, value)
  }

  /// A difference that touches whatever these lanes found.
  private func known(
    _ fact: RunFact, _ lanes: [LaneKind], _ value: (Run) -> String?
  ) -> RunDifference? {
    difference(fact, lanes, true, value)
  }

  private func difference(
    _ fact: RunFact, _ lanes: [LaneKind], _ touchesExact: Bool, _ value: (Run) -> String?
  ) -> RunDifference? {
    let touched = lanes.filter { reference.lanes[$0] != nil && run.lanes[$0] != nil }
    guard !touched.isEmpty, let before = value(reference), let after = value(run), before != after
    else { return nil }
    return RunDifference(
      what: fact, reference: before, here: after, lanes: touched, touchesExact: touchesExact)
  }
}
