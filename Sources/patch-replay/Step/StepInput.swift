import Documents
import EngineLane
import FuseEngine
import FuseSeries
import PatchMail
import Replay
import Reports
import Rounds
import Stepper

/// What a person wants to step through: a series, or a run that was kept.
struct StepInput {
  let run: Run
  /// What the series is applied to; nil for a run that was kept, of which only the text is here.
  let target: ApplyTarget?
  private let files: any StageFiles
  /// The mails' own series, where it was read.
  let series: Series?

  /// Takes a run that was kept.
  init(_ run: Run) {
    self.run = run
    target = nil
    series = nil
    files = SeriesFiles(run.series)
  }

  /// Takes a series and applies it.
  init(_ series: Series, onto target: ApplyTarget, server: String) throws {
    let summary = SeriesSummary(series, includesText: true)
    self.series = series
    self.target = target
    let trees = try target.trees(of: series)
    files = trees.map { TreeFiles($0) } ?? SeriesFiles(summary)
    run = Run(
      series: summary, apply: trees?.document ?? ApplyDocument(hollow: series),
      environment: RunEnvironment.current(server: server, program: PatchReplay.programVersion),
      settings: RunSettings(
        seed: 0, rounds: 0, seconds: nil, without: [], workloads: [], bytesPerFile: 0),
      lanes: [:], warnings: [])
  }

  /// Lays out what the stepper shows.
  func material() throws -> StepMaterial {
    let stages = try EngineStages(run.series)
    return StepMaterial(
      run: run, designs: stages.designs, files: files,
      requests: try stages.requests(of: workloads))
  }

  private var workloads: [String] {
    run.lanes[.engine]?.workloads.map(\.name)
      ?? (run.series?.plan ?? PlanRegistry.all.standard).defaultWorkloads.map(\.rawValue)
  }
}

/// The engine's stages of a series, by the places of its patches.
struct EngineStages {
  /// For each stage of the series, base first; empty where no patch is a stage of the engine.
  private let stages: [StageUnderTest]

  init(_ series: SeriesSummary?) throws {
    let patches = series?.patches ?? []
    let steps = patches.compactMap(\.appliedStep)
    guard !steps.isEmpty, let plan = series?.plan,
      let all = try? StageUnderTest.stages(of: plan, applying: steps)
    else {
      stages = []
      return
    }
    var reached = 0
    stages =
      [all[0]]
      + patches.map { patch in
        if patch.stage != nil { reached += 1 }
        return all[reached]
      }
  }

  /// The design at each stage, field by field.
  var designs: [[String: String]] {
    stages.map { stage in
      Dictionary(uniqueKeysWithValues: stage.design.fields.map { ($0.name, $0.value) })
    }
  }

  /// The requests of one call of each workload that is direct I/O.
  func requests(of workloads: [String]) throws -> [WorkloadRequests] {
    guard !stages.isEmpty else { return [] }
    return try workloads.compactMap { name in
      guard let workload = try? Workload(name), case .direct(let transfer) = workload.call else {
        return nil
      }
      let shape = TraceShape(
        op: transfer.direction.rawValue, offset: 0,
        segments: transfer.segments.map { [$0.offset, $0.length] })
      return WorkloadRequests(
        name: name, segments: shape.segments,
        stages: try stages.map { stage in
          var tracer = try Tracer.inMemory(design: stage.design, limits: Limits())
          let line = try tracer.line(for: CallShape(shape))
          try tracer.finish()
          return line
        })
    }
  }
}
