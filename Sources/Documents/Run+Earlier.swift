extension Run {
  /// The run with the patch of each row named, where an earlier version wrote the document.
  ///
  /// One number stood for everything then: the step's in the engine lane, the patch's in the command
  /// lane.
  package var namingPatches: Run {
    var run = self
    for (kind, lane) in lanes {
      switch kind {
      case .engine:
        run.lanes[kind] = lane.namingPatches { (patch(ofStep: $0), StepNumber($0)) }
      case .command: run.lanes[kind] = lane.namingPatches
      case .kernel: break
      }
    }
    guard let counted, counted.calls.allSatisfy({ $0.stages.allSatisfy { $0.patch == nil } }) else {
      return run
    }
    run.counted = counted.namingPatches(patch)
    return run
  }

  private func patch(ofStep number: Int) -> PatchNumber {
    series?.patches.first { $0.stage?.number.rawValue == number }?.number ?? PatchNumber(number)
  }
}

extension LaneResult {
  /// The command lane with the patch of each row named, where an earlier version wrote it.
  package var namingPatches: LaneResult { namingPatches { (PatchNumber($0), nil) } }

  fileprivate func namingPatches(_ named: (Int) -> (PatchNumber, StepNumber?)) -> LaneResult {
    var lane = self
    for (index, workload) in workloads.enumerated()
    where workload.stages.allSatisfy({ $0.patch == nil }) {
      lane.workloads[index].namePatches(named)
    }
    return lane
  }
}

extension WorkloadResult {
  fileprivate mutating func namePatches(_ named: (Int) -> (PatchNumber, StepNumber?)) {
    func renamed(_ patches: [PatchNumber]) -> [PatchNumber] { patches.map { named($0.rawValue).0 } }
    for row in stages.indices where stages[row].place != .base {
      (stages[row].patch, stages[row].step) = named(stages[row].place.rawValue)
      stages[row].place = StagePlace(row)
      if let suspects = stages[row].vsPrevious?.suspects {
        stages[row].vsPrevious?.suspects = renamed(suspects)
      }
    }
    for index in attribution.indices {
      attribution[index].patches = renamed(attribution[index].patches)
    }
  }
}

extension CountedResults {
  fileprivate func namingPatches(_ patch: (Int) -> PatchNumber) -> CountedResults {
    var counted = self
    for (index, call) in calls.enumerated() {
      for (row, stage) in call.stages.enumerated() where stage.place != .base {
        counted.calls[index].stages[row].patch = patch(stage.place.rawValue)
        counted.calls[index].stages[row].place = StagePlace(row)
      }
    }
    for index in promises.indices {
      counted.promises[index].patch = patch(promises[index].patch.rawValue)
    }
    for index in behaviourChanges.indices {
      counted.behaviourChanges[index].patch = patch(behaviourChanges[index].patch.rawValue)
    }
    return counted
  }
}
