internal import Documents
package import FuseEngine
package import Rounds
internal import Statistics

extension EngineMeasurement {
  /// Measures what a run finds in the engine's stages once more: the stages before and after each change
  /// alone, in rounds that have no part in finding it.
  ///
  /// A change of several patches together is always measured again, because nothing else names it. Its
  /// rounds come on top of the time that was allowed: they take two stages of one workload.
  ///
  /// - Parameters:
  ///   - measurement: The run.
  ///   - confirmsPatches: Whether patches that are named alone are measured again, too.
  ///   - place: The server.
  ///   - caller: Whose requests these are.
  ///   - stop: Asks to end early.
  ///   - progress: Told between cells; runs on the measuring thread.
  /// - Returns: The same run with what the fresh rounds say; without it if a stop was requested, and
  ///   with a warning if the server failed.
  package static func confirm(
    _ measurement: EngineMeasurement, patches confirmsPatches: Bool, against place: ServerPlace,
    as caller: Caller, stop: StopToken, progress: @escaping @Sendable (Progress) -> Void
  ) async -> EngineMeasurement {
    guard !measurement.isInterrupted, measurement.failure == nil,
      let lane = measurement.engineResult(claims: [])
    else { return measurement }
    var confirmed = measurement
    var fresh: [FreshRounds] = []
    for found in lane.changesToConfirm(patches: confirmsPatches) {
      guard let pair = measurement.experiment.pair(found, rounds: measurement.rounds) else {
        continue
      }
      progress(
        .confirming(
          patches: found.patches, workload: pair.workloads[0].description, rounds: pair.end.rounds))
      let own: EngineMeasurement
      do {
        own = try await measure(pair, against: place, as: caller, stop: stop, progress: progress)
      } catch MeasurementError.interrupted {
        confirmed.reason = .interrupted
        return confirmed
      } catch {
        // What the run itself has shown must not be lost with the rounds that were to confirm it.
        confirmed.warnings.append(.notConfirmed("\(error)"))
        return confirmed
      }
      if let failure = own.failure {
        confirmed.warnings.append(.notConfirmed("\(failure)"))
        return confirmed
      }
      guard !own.isInterrupted else {
        confirmed.reason = .interrupted
        return confirmed
      }
      fresh.append(
        FreshRounds(
          found: found,
          before: own.throughput.column(workload: 0, variant: 0),
          after: own.throughput.column(workload: 0, variant: 1)))
    }
    confirmed.fresh = fresh
    return confirmed
  }
}

extension EngineExperiment {
  /// The experiment that confirms a change: two stages, one workload, and a seed of its own.
  fileprivate func pair(_ found: FoundChange, rounds: Int) -> EngineExperiment? {
    guard let first = found.patches.first, let last = found.patches.last,
      let before = stages.firstIndex(where: { $0.patch == first }), before > 0,
      let after = stages.firstIndex(where: { $0.patch == last })
    else { return nil }
    let place =
      UInt64(found.workload) << 32 | UInt64(first.rawValue) << 16 | UInt64(last.rawValue)
    return EngineExperiment(
      stages: [stages[before - 1], stages[after]], workloads: [workloads[found.workload]],
      path: path, end: .rounds(ConfirmationRounds.count(after: rounds)),
      seed: seed &+ (place &+ 1) &* 0xD1B5_4A32_D192_ED03)
  }
}
