import ArgumentParser
import Documents
import EngineLane
import FuseSeries
import Rounds

/// What the engine lane measures, and for how long.
struct ExperimentOptions: ParsableArguments {
  @Option(
    name: .customLong("workload"),
    help: ArgumentHelp(
      "A workload (repeatable; default: \(Self.defaultWorkloads(nil).joined(separator: " and "))).",
      discussion: "\(WorkloadKind.help)"))
  var workloads: [String] = []

  @Option(
    help: ArgumentHelp(
      "Threads that share one connection of the engine lane, such as 4, or 1,2,4 to compare them.",
      valueName: "numbers"))
  var jobs = JobList(text: "1")

  @OptionGroup var rounds: RoundOptions

  func validate() throws {
    guard !jobs.numbers.isEmpty, Set(jobs.numbers).count == jobs.numbers.count else {
      throw ValidationError(
        "--jobs must be different numbers from 1 to 64, such as 4 or 1,2,4: \(jobs.text)")
    }
  }

  /// Refuses what the kernel lane cannot measure.
  ///
  /// - Throws: `ValidationError` that names what was said.
  func refuseForKernelLane() throws {
    guard jobs.numbers == [1] else {
      throw ValidationError(
        "--jobs \(jobs.text) does not go with the kernel lane, which makes its "
          + "calls on one thread; leave it out, or measure --lane engine alone.")
    }
    for name in workloads {
      if let workload = try? Workload(name), !workload.isSystemCall {
        throw ValidationError(
          "--workload \(name) does not go with the kernel lane, which measures "
            + "\(WorkloadKind.systemCallNames).")
      }
    }
  }

  /// Measures the stages in the engine lane, and the kernel beside them where it is wanted.
  func measure(
    _ stages: [StageUnderTest], lanes: Set<Lane>, series: SeriesSummary?, apply: ApplyDocument?,
    without: [PatchNumber] = [], server: ServerOptions, confirms: Bool = false, stop: StopToken
  ) async throws -> MeasuredRun {
    var plan = try plan(stages, path: server.path)
    if !lanes.contains(.engine) { plan.stages = [] }
    plan.includesKernel = lanes.contains(.kernel)
    let place = try server.place(isThreaded: plan.workloads.contains(where: \.isShared))
    return try await shown(series: series, apply: apply, server: place.description, without) {
      let measurement = try await EngineMeasurement.measure(
        plan, against: place, as: ServerOptions.caller, stop: stop, progress: $0)
      guard confirms else { return measurement }
      return await EngineMeasurement.confirm(
        measurement, against: place, as: ServerOptions.caller, stop: stop, progress: $0)
    }
  }

  /// A run of a series of which no patch is a stage of the engine: what was read and applied.
  func nothing(
    series: SeriesSummary, apply: ApplyDocument?, server: ServerOptions
  ) throws -> MeasuredRun {
    let run = Run(
      series: series, apply: apply,
      environment: RunEnvironment.current(
        server: try server.place().description, program: PatchReplay.programVersion),
      settings: RunSettings(
        seed: rounds.seed ?? 0, rounds: 0, seconds: nil, without: [], workloads: [],
        bytesPerFile: 0),
      lanes: [:],
      warnings: [
        "no patch of the series is a stage of the engine; `patch-replay measure` measures any "
          + "project"
      ])
    return MeasuredRun(run: run)
  }

  /// Measures the kernel lane alone, on a mount of our own or on a file that is there.
  func measureKernel(
    file: String?, isWritable: Bool, server: ServerOptions, stop: StopToken
  ) async throws -> MeasuredRun {
    guard let file else {
      return try await measure(
        [], lanes: [.kernel], series: nil, apply: nil, server: server, stop: stop)
    }
    var plan = try plan([], path: nil)
    plan.includesKernel = true
    if workloads.isEmpty, !isWritable {
      plan.workloads.removeAll { !$0.workload.isDirectRead }
    }
    return try await shown(series: nil, apply: nil, server: file, []) { [plan] in
      try await EngineMeasurement.measure(
        plan, onFile: file, isWritable: isWritable, stop: stop, progress: $0)
    }
  }

  private func plan(_ stages: [StageUnderTest], path: String?) throws -> EngineExperiment {
    EngineExperiment(
      stages: stages, workloads: try workloadRuns(for: stages), path: path, end: rounds.end,
      seed: rounds.seed ?? UInt64.random(in: 0..<(1 << 53)))
  }

  /// The workloads that a plan, or the standard one, has measured where the user names none.
  private static func defaultWorkloads(_ plan: StagePlan?) -> [String] {
    (plan ?? PlanRegistry.all.standard).defaultWorkloads.map(\.rawValue)
  }

  /// Lists every workload on every number of threads.
  ///
  /// - Parameter stages: The stages whose plan says what is measured by default.
  /// - Returns: The workloads in the order in which they were given.
  /// - Throws: ``WorkloadError`` where one is not a workload, or not one for several threads.
  func workloadRuns(for stages: [StageUnderTest]) throws -> [WorkloadRun] {
    let names = workloads.isEmpty ? Self.defaultWorkloads(stages.plans.first) : workloads
    let isShared = jobs.numbers.contains { $0 > 1 }
    return try names.flatMap { name throws(WorkloadError) in
      let workload = try Workload(name)
      return try jobs.numbers.map { jobs throws(WorkloadError) in
        try WorkloadRun(workload, jobs: jobs, isShared: isShared)
      }
    }
  }

  /// Measures with progress on standard error.
  private func shown(
    series: SeriesSummary?, apply: ApplyDocument?, server: String, _ without: [PatchNumber],
    _ measure: (@escaping @Sendable (Progress) -> Void) async throws -> EngineMeasurement
  ) async throws -> MeasuredRun {
    var environment = RunEnvironment.current(
      server: server, program: PatchReplay.programVersion)
    environment.machine = await MachineSurvey.now(asksCompilers: false)
    let line = ProgressLine(isShown: rounds.progress || Terminal.errorIsTerminal)
    let measurement = try await measure(line.show)
    line.clear()
    var run = try measurement.run(
      series: series, apply: apply, environment: environment, without: without)
    if let warning = series.flatMap(SeriesStages.warning) { run.warnings.insert(warning, at: 0) }
    guard let cause = measurement.failure else { return MeasuredRun(run: run) }
    let failure = Failure(cause)
    run.warnings.append("ended early: \(failure.message)")
    return MeasuredRun(
      run: run,
      failure: Failure(
        failure.code,
        "\(failure.message); \(measurement.rounds) complete "
          + (measurement.rounds == 1 ? "round is shown" : "rounds are shown")))
  }
}

/// A run, and what kept it from going on, which is told once the run is shown.
struct MeasuredRun {
  var run: Run
  var failure: Failure?
}
