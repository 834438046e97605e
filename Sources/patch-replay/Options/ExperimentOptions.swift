import ArgumentParser
import FuseSeries
import Measurement
import RunModel

/// What the engine lane measures, and for how long.
struct ExperimentOptions: ParsableArguments {
  @Option(
    name: .customLong("workload"),
    help: ArgumentHelp(
      "A workload; may be said several times (writev:32x4k and readv:32x4k unless told).",
      discussion: """
        readv:NxS, writev:NxS (N segments of S bytes; @A starts each at offset A in its page), \
        read:S, write:S (one buffer), readpages:N (read-ahead), perform-write:S (buffered), \
        retrieve:S, ioctl:S, metadata, readdir. Sizes take k and m.
        """))
  var workloads: [String] = []

  @Option(
    help: ArgumentHelp(
      "Threads that share one connection, such as 4, or 1,2,4 to compare them.",
      valueName: "numbers"))
  var jobs = NumberList(numbers: [1])

  @Option(help: "Measure this many rounds over all stages (20 unless told).")
  var rounds: Int?

  @Option(help: ArgumentHelp("Measure for this many seconds instead.", valueName: "seconds"))
  var time: Double?

  @Option(help: "The seed of the order of stages in each round.")
  var seed: UInt64?

  @Flag(help: "Show progress even where standard error is no terminal.")
  var progress = false

  func validate() throws {
    guard rounds == nil || time == nil else {
      throw ValidationError("Say either --rounds or --time.")
    }
    guard jobs.numbers.allSatisfy({ $0 <= 64 }), Set(jobs.numbers).count == jobs.numbers.count
    else { throw ValidationError("--jobs must be different numbers from 1 to 64.") }
    if let rounds, !(1...10_000 ~= rounds) {
      throw ValidationError("--rounds must be 1 to 10000.")
    }
    if let time, !(time > 0 && time <= 86_400) {
      throw ValidationError("--time must be more than 0 and at most 86400 seconds.")
    }
  }

  /// Measures the stages in the engine lane.
  func measure(
    _ stages: [StageUnderTest], series: SeriesSummary?, apply: ApplyDocument?,
    server: ServerOptions
  ) async throws -> Run {
    let names = workloads.isEmpty ? Workload.coverLetters : workloads
    let experiment = EngineExperiment(
      stages: stages,
      workloads: try names.flatMap { name throws(WorkloadError) in
        let workload = try Workload(name)
        return try jobs.numbers.map { jobs throws(WorkloadError) in
          try WorkloadRun(workload, jobs: jobs)
        }
      },
      path: server.path, end: time.map { .seconds($0) } ?? .rounds(rounds ?? 20),
      seed: seed ?? UInt64.random(in: 0..<(1 << 53)))
    let place = try server.place(isThreaded: jobs.numbers.contains { $0 > 1 })
    let environment = RunEnvironment.current(
      server: place.description, program: PatchReplay.programVersion)
    let line = ProgressLine(isShown: progress || Terminal.errorIsTerminal)
    let measurement = try await EngineLane.measure(
      experiment, against: place, as: ServerOptions.caller, progress: line.show)
    line.clear()
    let measured = stages.map(\.number)
    return try measurement.run(
      series: series, apply: apply, environment: environment,
      without: (series?.patches ?? []).compactMap(\.stage?.number)
        .filter { !measured.contains($0) })
  }
}
