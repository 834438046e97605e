internal import Documents

extension CommandMeasurement {
  /// Counts what was asked for, behind the rounds; not where these were stopped or failed.
  nonisolated(nonsending) mutating func count(
    _ session: CountSession, _ progress: (CommandProgress) -> Void
  ) async throws {
    guard !isInterrupted, problem == nil else { return }
    var session = session
    do {
      counts = try await session.count(progress)
      var lane = roundsResult
      lane.add(counts.map { $0.result(of: self) })
      explained = try await session.explain(lane, progress)
    } catch CommandError.interrupted {
      reason = .interrupted
    } catch let error as CommandError {
      problem = error
    }
  }
}

extension LaneResult {
  /// Puts workloads of counted instructions behind what the commands print, and before what the kernel
  /// counted.
  mutating func add(_ counted: [WorkloadResult]) {
    let place = workloads.firstIndex { !$0.isOwn } ?? workloads.endIndex
    workloads.insert(contentsOf: counted, at: place)
  }

  /// Puts the functions to the rows of the patches that changed them.
  mutating func explain(_ patches: [ExplainedPatch]) {
    for explained in patches {
      let stages = workloads[explained.workload].stages
      guard let row = stages.firstIndex(where: { $0.patch == explained.patch }) else { continue }
      workloads[explained.workload].stages[row].functions = explained.changes.functions
      workloads[explained.workload].stages[row].otherFunctions = explained.changes.others
    }
  }
}
