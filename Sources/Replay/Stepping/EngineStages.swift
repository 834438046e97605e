internal import Documents
internal import EngineLane
internal import Failures
internal import FuseEngine
internal import FuseSeries
internal import Stepper

/// The engine's stages of a series, by the places of its patches.
struct EngineStages {
  /// For each stage of the series, base first; empty where no patch is a stage of the engine.
  private let stages: [StageUnderTest]

  init(_ series: SeriesSummary?) {
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
  func requests(of workloads: [String]) throws(Failure) -> [WorkloadRequests] {
    guard !stages.isEmpty else { return [] }
    return try workloads.map { name throws(Failure) -> WorkloadRequests? in
      guard let workload = try? Workload(name), case .direct(let transfer) = workload.call else {
        return nil
      }
      let shape = TraceShape(
        op: CallOperation(transfer.direction), offset: 0,
        segments: transfer.segments.map { [$0.offset, $0.length] })
      return WorkloadRequests(
        name: name, segments: shape.segments,
        stages: try stages.map { stage throws(Failure) in
          try Failure.classifying {
            var tracer = try Tracer.inMemory(design: stage.design, limits: Limits())
            let line = try tracer.line(for: CallShape(shape))
            try tracer.finish()
            return line
          }
        })
    }.compactMap(\.self)
  }
}
