internal import Documents
internal import FuseEngine
internal import FuseSeries

/// Single calls at each stage against a server in memory: counted, not timed.
struct CallCounts {
  /// What one call costs at each stage, in order.
  struct Call {
    let name: WorkloadName
    let stages: [Counters]
  }

  /// The calls of all paths that the stages' plans touch.
  let calls: [Call]

  init(_ stages: [StageUnderTest]) throws {
    calls = try stages.plans.flatMap(\.paths).map(\.call).uniqued.map { name in
      let workload = try Workload(name)
      return Call(
        name: name, stages: try stages.map { try Self.count(workload, design: $0.design) })
    }
  }

  private static func count(_ workload: Workload, design: EngineDesign) throws -> Counters {
    let server = PatternServer()
    var connection = Connection(transport: server, design: design)
    try connection.initialize()
    let subject = try workload.subject(fileName: server.fileName)
    server.fileSize = UInt64(subject.file.byteCount)
    try subject.file.begin(on: &connection)
    try subject.begin(on: &connection)
    let handle = try connection.open(subject.file.node)
    subject.prepare()
    let before = connection.counters
    try subject.call(on: &connection, file: handle, block: 0)
    let counted = connection.counters.since(before)
    try connection.release(handle)
    return counted
  }

  /// Holds a step's promise against what was counted before and after it.
  ///
  /// - Parameters:
  ///   - promise: What the step promises.
  ///   - plan: The step's plan.
  ///   - stage: The place of its stage among the stages counted, from 1.
  /// - Returns: Whether it is kept, and the figures that show it: those of all paths that it is
  ///   about, or of the paths that changed where nothing was to change.
  func check(
    _ promise: Promise, of plan: StagePlan, at stage: Int
  ) -> (isKept: Bool, figures: [CountedFigure]) {
    let figures = (promise.paths ?? plan.paths).flatMap { path in
      calls.filter { $0.name == path.call }.map { call in
        CountedFigure(
          call: call.name.rawValue, path: path.title, unit: promise.quantity.unit,
          before: promise.quantity.value(call.stages[stage - 1]),
          after: promise.quantity.value(call.stages[stage]))
      }
    }
    return (
      figures.allSatisfy { promise.expectation.holds(before: $0.before, after: $0.after) },
      figures.filter { promise.expectation != .same || $0.before != $0.after }
    )
  }
}

extension Array where Element: Hashable {
  /// The elements without those that an earlier one is equal to.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
