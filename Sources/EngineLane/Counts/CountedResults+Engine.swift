package import Documents
internal import FuseEngine
internal import FuseSeries

extension CountedResults {
  /// Makes the calls that the series touches once at every stage, counts what they cost, holds the
  /// steps' promises against that, and tries what goes wrong at each stage.
  ///
  /// - Parameter stages: The stages, base first.
  /// - Throws: The engine's errors, where memory is short.
  package init(_ stages: [StageUnderTest]) throws {
    let counts = try CallCounts(stages)
    self.init(
      calls: counts.calls.map { call in
        CountedCall(
          name: call.name.rawValue,
          stages: zip(stages, call.stages).enumerated().map { place, counted in
            CountedStage(
              place: StagePlace(place), patch: counted.0.patch,
              counters: StageCounters(oneCall: counted.1))
          })
      },
      promises: stages.enumerated().dropFirst().compactMap { index, stage in
        stage.step.flatMap { step in
          guard let patch = stage.patch else { return nil }
          let (isKept, figures) = counts.check(step.promise, of: stage.plan, at: index)
          return PromiseResult(
            patch: patch, promise: step.promise.description, isKept: isKept,
            evidence: figures.map { "\($0.call): \($0.before) → \($0.after) \($0.unit)" },
            figures: figures)
        }
      },
      behaviourChanges: try Self.behaviourChanges(stages))
  }

  private static func behaviourChanges(
    _ stages: [StageUnderTest]
  ) throws -> [BehaviourChange] {
    var changes: [BehaviourChange] = []
    for probe in stages.plans.flatMap(\.probes) {
      let outcomes = try stages.map { try probe.outcome($0.design) }
      for (index, stage) in stages.enumerated().dropFirst()
      where outcomes[index] != outcomes[index - 1] {
        guard let patch = stage.patch else { continue }
        changes.append(
          BehaviourChange(
            patch: patch, probe: probe.name, before: "\(outcomes[index - 1])",
            after: "\(outcomes[index])",
            meaning: outcomes[index].pagesLeaked > outcomes[index - 1].pagesLeaked
              ? "pages pinned for the request that faults are never released" : probe.meaning))
      }
    }
    return changes.sorted { $0.patch < $1.patch }
  }
}

extension StageCounters {
  fileprivate init(oneCall counters: Counters) {
    let requests = Double(counters.requests)
    self.init(
      requestsPerCall: requests,
      pagesPerRequest: requests == 0 ? 0 : Double(counters.pages) / requests,
      arrayBytesPerCall: Double(counters.arrayBytes),
      metadataBytesPerCall: Double(counters.metadataBytes),
      allocationsPerCall: Double(counters.allocations),
      pagePinsPerCall: Double(counters.pagePins))
  }
}
