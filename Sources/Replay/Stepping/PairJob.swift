internal import Documents
internal import EngineLane
internal import Failures
internal import FuseEngine
internal import FuseSeries
internal import Rounds
internal import Stepper

/// Rounds of one patch and of the stage before it, to be measured.
struct PairJob: Sendable {
  let key: PairRounds.Key
  /// The change that the rounds are to confirm; nil where they are to find one.
  let confirmed: Double?
  /// The patch.
  private let patch: PatchNumber
  /// The run's rounds of the same two stages; none where it has none.
  let earlier: JoinedRounds.Figures
  /// Whether machine and programs are those of the run.
  var isSameMachine = true
  let experiment: EngineExperiment
  let place: ServerPlace
  let caller: Caller

  /// Rounds that are measured at a time: about a second of the default workloads.
  private static let rounds = 100
  /// Rounds after which the stepper is told how far they are.
  private static let roundsATelling = 20

  /// Plans rounds.
  ///
  /// - Parameters:
  ///   - run: The run whose patch is measured again.
  ///   - stage: The patch's place, from 1.
  ///   - name: The workload; the plan's first where the run has not measured it.
  ///   - isConfirmation: Whether the rounds are to confirm a change.
  ///   - rounds: What was measured here before.
  ///   - place: The server.
  ///   - caller: Whose requests these are.
  /// - Throws: ``Failure`` where there is nothing to measure or to confirm.
  init(
    of run: Run, stage: Int, workload name: String?, isConfirmation: Bool, _ rounds: PairRounds,
    place: ServerPlace, caller: Caller
  ) throws(Failure) {
    guard let patches = run.series?.patches, stage > 0, stage <= patches.count,
      patches[stage - 1].stage != nil, let plan = run.series?.plan
    else {
      throw Failure(
        .usage,
        "this patch is not a stage of the engine; `patch-replay measure` measures any project")
    }
    let steps = patches[..<stage].compactMap(\.appliedStep)
    let engine = run.lanes[.engine]?.workloads.map(\.name) ?? []
    let stages: [StageUnderTest]
    do throws(PlanError) {
      stages = try StageUnderTest.stages(of: plan, applying: steps)
    } catch {
      throw Failure(
        error.exitClass, error.description(naming: patches.compactMap(\.appliedStep)))
    }
    let workload: WorkloadRun
    do throws(WorkloadError) {
      workload = try WorkloadRun(
        Workload(
          name.flatMap { engine.contains($0) ? $0 : nil } ?? plan.defaultWorkloads[0].rawValue))
    } catch {
      throw Failure(error)
    }
    key = PairRounds.Key(stage: stage, workload: workload.description)
    patch = patches[stage - 1].number
    earlier = Self.earlier(
      key, of: run, patches[..<stage].filter { $0.stage != nil }.map(\.number))
    confirmed =
      try isConfirmation ? Self.change(key, patches[stage - 1], of: run, rounds) : nil
    experiment = EngineExperiment(
      stages: Array(stages.suffix(2)), workloads: [workload],
      end: StopRule(
        rounds: isConfirmation ? max(Self.rounds, run.settings.rounds) : Self.rounds,
        precision: nil, seconds: nil),
      seed: UInt64.random(in: 0..<(1 << 53)))
    self.place = place
    self.caller = caller
  }

  /// The run's rounds of a patch and of the stage before; none where other patches led there.
  private static func earlier(
    _ key: PairRounds.Key, of run: Run, _ patches: [PatchNumber]
  ) -> JoinedRounds.Figures {
    let stages = run.lanes[.engine]?.workloads.first { $0.name == key.workload }?.stages ?? []
    guard patches.count < stages.count, stages[...patches.count].compactMap(\.patch) == patches,
      case let (before, after) = (stages[patches.count - 1], stages[patches.count]),
      before.samples.count == after.samples.count
    else { return JoinedRounds.Figures() }
    return JoinedRounds.Figures(before: before.samples, after: after.samples)
  }

  /// The change that fresh rounds are to confirm: the run's, or that of rounds made here.
  private static func change(
    _ key: PairRounds.Key, _ patch: PatchSummary, of run: Run, _ rounds: PairRounds
  ) throws(Failure) -> Double {
    let workload = run.lanes[.engine]?.workloads.first { $0.name == key.workload }
    let measured = workload?.stages.first { $0.patch == patch.number }
    let changes = [measured?.vsPrevious, rounds.change(of: key)].compactMap(\.self)
    if let found = changes.first(where: \.verdict.isFinding) { return found.ratio }
    guard let last = changes.last else {
      throw Failure(.usage, "nothing is measured yet that could be confirmed")
    }
    throw Failure(.usage, "nothing to confirm: \(last.verdict.rawValue)")
  }

  /// Measures until a stop is requested, and posts what came of it.
  func run(_ rounds: PairRounds, _ mailbox: StepMailbox, stop: StopToken) async {
    do {
      let measurement = try await EngineMeasurement.measure(
        experiment, against: place, as: caller, stop: stop
      ) { progress in
        guard case .finished(let round, let count, _, let left, _) = progress,
          round.isMultiple(of: Self.roundsATelling)
        else { return }
        mailbox.post(
          .progress(
            "round \(round)/\(count ?? 0) of stages \(key.stage - 1) and \(key.stage), about "
              + "\(Int(left.rounded())) s left"))
      }
      if let failure = measurement.failure { throw failure }
      guard let result = measurement.engineResult(claims: [])?.workloads.first,
        result.stages.count == 2
      else { return mailbox.post(.ended("the rounds gave no result")) }
      mailbox.post(judge(result, isInterrupted: measurement.isInterrupted, rounds))
    } catch MeasurementError.interrupted {
      mailbox.post(.ended("stopped; no round is complete"))
    } catch {
      mailbox.post(.ended(Failure(untyped: error).message))
    }
  }

  /// Adds rounds to those that were made before, and says what all of them show.
  ///
  /// - Parameters:
  ///   - result: The rounds of both stages.
  ///   - isInterrupted: Whether the user stopped them.
  ///   - rounds: What was measured here before.
  /// - Returns: The change, or why there is none.
  func judge(_ result: WorkloadResult, isInterrupted: Bool, _ rounds: PairRounds) -> StepEvent {
    // Fewer rounds than were to confirm it would confirm it too easily, or not at all.
    if isInterrupted, confirmed != nil { return .ended("stopped; nothing is confirmed") }
    let fresh = JoinedRounds.Figures(
      before: result.stages[0].samples, after: result.stages[1].samples)
    let made = rounds.add(fresh, to: key)
    guard
      let joined = JoinedRounds(
        run: earlier, later: made, isSameMachine: isSameMachine, seed: experiment.seed)
    else {
      let count = made.after.count
      return .ended("\(isInterrupted ? "stopped; " : "")\(count) rounds are too few to judge")
    }
    // Rounds that contradict the run's confirm nothing. Others do by themselves: what found the change
    // would confirm itself.
    let confirmation =
      joined.standing == .machineChanged
      ? nil
      : confirmed.flatMap {
        PairComparison.confirm($0, before: fresh.before, after: fresh.after)
      }
    rounds.found(
      LaterRounds(
        patch: patch, workload: key.workload, unit: result.unit, before: made.before,
        after: made.after, standing: joined.standing, rounds: joined.rounds, change: joined.change,
        confirmed: confirmation),
      of: key)
    return .measured(
      PairResult(
        stage: key.stage, workload: key.workload, before: made.before, after: made.after,
        unit: result.unit, standing: joined.standing, rounds: joined.rounds,
        change: joined.change, confirmation: confirmation))
  }
}

extension RunEnvironment {
  /// Whether rounds of two environments may be put together: the processor, the kernel, the server and this
  /// program are the same.
  func isComparable(with other: RunEnvironment) -> Bool {
    processor == other.processor && processors == other.processors && kernel == other.kernel
      && server == other.server && program == other.program
  }
}
