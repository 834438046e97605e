internal import Presentation
internal import Documents
internal import EngineLane
internal import Failures
package import FuseSeries
package import Rounds

/// What the engine and kernel lanes measure, for how long, and against which server.
package struct ExperimentRequest: Sendable {
  /// The workloads by name; if empty, those that the plan of the stages has measured by default.
  package var workloads: [String] = []
  /// Threads that share one connection of the engine lane; each workload is measured on each.
  package var jobs = [1]
  /// When to stop.
  package var end: StopRule
  /// The seed of everything random; any where nil.
  package var seed: UInt64?
  /// The server.
  package var server: ServerChoice
  /// Whether patches that the run names are measured again.
  package var confirms = false

  package init(end: StopRule, server: ServerChoice = ServerChoice()) {
    self.end = end
    self.server = server
  }

  /// The workloads that a plan, or the standard one, has measured if the user names none.
  package static func defaultWorkloads(_ plan: StagePlan? = nil) -> [String] {
    (plan ?? PlanRegistry.all.standard).defaultWorkloads.map(\.rawValue)
  }

  /// Lists every workload on every number of threads.
  ///
  /// - Parameter stages: The stages whose plan says what is measured by default.
  /// - Returns: The workloads in the order in which they were given.
  /// - Throws: ``Failure`` where one is not a workload, or not one for several threads.
  func workloadRuns(for stages: [StageUnderTest]) throws(Failure) -> [WorkloadRun] {
    let names = workloads.isEmpty ? Self.defaultWorkloads(stages.plans.first) : workloads
    let isShared = jobs.contains { $0 > 1 }
    do throws(WorkloadError) {
      let runs = try names.map { name throws(WorkloadError) in
        let workload = try Workload(name)
        return try jobs.map { jobs throws(WorkloadError) in
          try WorkloadRun(workload, jobs: jobs, isShared: isShared)
        }
      }
      return runs.flatMap(\.self)
    } catch {
      throw Failure(error)
    }
  }

  private func plan(
    _ stages: [StageUnderTest], path: String?
  ) throws(Failure) -> EngineExperiment {
    EngineExperiment(
      stages: stages, workloads: try workloadRuns(for: stages), path: path, end: end,
      seed: seed ?? UInt64.random(in: 0..<(1 << 53)))
  }

  /// What a run is about, beside its figures.
  struct Subject {
    var series: SeriesSummary?
    var apply: ApplyDocument?
    /// Patches left out.
    var without: [PatchNumber] = []
  }

  /// Measures the stages in the engine lane, and the kernel beside them where it is wanted: where no
  /// lanes are given, it is wherever that can be done.
  func measure(
    _ stages: [StageUnderTest], lanes: Set<PathLane>?, of subject: Subject,
    _ invocation: Invocation, _ observer: Observer<Progress>
  ) async throws(Failure) -> MeasuredRun {
    var plan = try plan(stages, path: server.path)
    let obstacle = lanes == nil ? kernelObstacle(plan.workloads) : nil
    if !(lanes?.contains(where: \.hasStages) ?? true) { plan.stages = [] }
    plan.includesKernel = lanes?.contains(where: \.needsMount) ?? (obstacle == nil)
    let place = try server.place(
      invocation, isThreaded: plan.workloads.contains(where: \.isShared))
    var measured = try await run(of: subject, server: place.description, invocation) {
      [plan, caller = invocation.caller] in
      let measurement = try await EngineMeasurement.measure(
        plan, against: place, as: caller, stop: observer.stop, progress: observer.progress)
      return await EngineMeasurement.confirm(
        measurement, patches: confirms, against: place, as: caller, stop: observer.stop,
        progress: observer.progress)
    }
    if let obstacle { measured.run.warnings.append(Warning.noKernel(obstacle).sentence) }
    return measured
  }

  /// A run of a series of which no patch is a stage of the engine: what was read and applied.
  func nothing(of subject: Subject, _ invocation: Invocation) throws(Failure) -> MeasuredRun {
    MeasuredRun(
      run: Run(
        series: subject.series, apply: subject.apply,
        environment: RunEnvironment.current(
          server: try server.place(invocation).description, program: invocation.version),
        settings: RunSettings(
          seed: seed ?? 0, rounds: 0, seconds: nil, without: [], workloads: [], bytesPerFile: 0),
        lanes: [:],
        warnings: [Warning.noStage.sentence]))
  }

  /// Measures the kernel lane alone, on a file of a mount that is there.
  func measure(
    onFile file: String, isWritable: Bool, _ invocation: Invocation,
    _ observer: Observer<Progress>
  ) async throws(Failure) -> MeasuredRun {
    var plan = try plan([], path: nil)
    plan.includesKernel = true
    if workloads.isEmpty, !isWritable {
      plan.workloads.removeAll { !$0.workload.isDirectRead }
    }
    return try await run(of: Subject(), server: file, invocation) { [plan] in
      try await EngineMeasurement.measure(
        plan, onFile: file, isWritable: isWritable, stop: observer.stop,
        progress: observer.progress)
    }
  }

  /// Measures, and lays out the run.
  private func run(
    of subject: Subject, server: String, _ invocation: Invocation,
    _ measure: () async throws -> EngineMeasurement
  ) async throws(Failure) -> MeasuredRun {
    var environment = RunEnvironment.current(server: server, program: invocation.version)
    environment.machine = await MachineSurvey.now(asksCompilers: false)
    let measurement: EngineMeasurement
    var run: Run
    do {
      measurement = try await measure()
      run = try measurement.run(
        series: subject.series, apply: subject.apply, environment: environment,
        without: subject.without)
    } catch {
      throw Failure(untyped: error)
    }
    if let warning = subject.series.flatMap(SeriesStages.warning) {
      run.warnings.insert(warning.sentence, at: 0)
    }
    guard let cause = measurement.failure else { return MeasuredRun(run: run) }
    let failure = Failure(untyped: cause)
    run.warnings.append(Warning.endedEarly(failure.message).sentence)
    return MeasuredRun(
      run: run,
      failure: Failure(
        failure.exitClass,
        "\(failure.message); \(measurement.rounds) complete "
          + (measurement.rounds == 1 ? "round is shown" : "rounds are shown")))
  }
}
