internal import Documents
internal import Statistics

extension CommandMeasurement {
  /// What is said of the failures at a stage, beside the stage before.
  struct JudgedFailures: Hashable {
    let run: Int
    let stage: StagePlace
    let change: FailureChange
  }

  /// Compares the failures at each stage with those at the one before that did not fail as a whole.
  ///
  /// Only first runs count: a second one in the same place is made because the first failed.
  var judgedFailures: [JudgedFailures] {
    var places: [(run: Int, stage: StagePlace)] = []
    var pairs: [(before: FailureCount, after: FailureCount)] = []
    for run in plan.settings.runs.indices {
      var before: FailureCount?
      for stage in plan.stages.map(\.place) where stage != CommandPlan.rebuiltBase {
        let after = firstFailures(stage, run: run)
        guard after.of > 0 else { continue }
        if let before {
          places.append((run, stage))
          pairs.append((before, after))
        }
        if !isGivenUp(stage, run: run) { before = after }
      }
    }
    let pValues = FisherExact.pValues(pairs)
    return places.indices.compactMap { index in
      let (before, after) = pairs[index]
      guard before.failed + after.failed > 0 else { return nil }
      let isMore = after.failed * before.of > before.failed * after.of
      let verdict: Verdict =
        pValues[index] > 1 - Judge.level ? .inconclusive : isMore ? .more : .fewer
      return JudgedFailures(
        run: places[index].run, stage: places[index].stage,
        change: FailureChange(verdict: verdict, fisherP: pValues[index]))
    }
  }

  /// A line for each stage of which some runs failed, by command.
  var failedRuns: [Warning] {
    let judged = judgedFailures
    let runs = plan.settings.runs
    return runs.indices.flatMap { run in
      stages.map(\.stage).compactMap { stage in
        let count = failures(stage.place, run: run)
        guard count.failed > 0 else { return nil }
        return .runsFailed(
          stage.patch, command: runs.count == 1 ? nil : runs[run], failed: count.failed,
          of: count.of, judged.first { $0.run == run && $0.stage == stage.place }?.change)
      }
    }
  }

  /// What the commands change of the files that they run among; nil where nothing was seen to change.
  var changedFiles: Warning? {
    let names = Set(cells.compactMap(\.changed).joined()).sorted()
    return names.isEmpty ? nil : .treeChanged(names)
  }
}
