internal import Documents
package import FuseEngine
package import Rounds
internal import Statistics

extension EngineMeasurement {
  /// Measures each patch that a run of the engine's stages names once more, with the stage before it
  /// alone, in rounds that have no part in naming it.
  ///
  /// - Parameters:
  ///   - measurement: The run.
  ///   - place: The server.
  ///   - caller: Whose requests these are.
  ///   - stop: Asks to end early.
  ///   - progress: Told between cells; runs on the measuring thread.
  /// - Returns: The same run with what the fresh rounds say; without it if a stop was requested, and
  ///   with a warning if the server failed.
  package static func confirm(
    _ measurement: EngineMeasurement, against place: ServerPlace, as caller: Caller,
    stop: StopToken, progress: @escaping @Sendable (Progress) -> Void
  ) async -> EngineMeasurement {
    guard !measurement.isInterrupted, measurement.failure == nil,
      let lane = measurement.engineResult(claims: [])
    else { return measurement }
    var confirmed = measurement
    var fresh: [FreshRounds] = []
    for named in lane.namedPatches {
      guard let pair = measurement.experiment.pair(named, rounds: measurement.rounds) else {
        continue
      }
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
          named: named,
          before: own.throughput.column(workload: 0, variant: 0),
          after: own.throughput.column(workload: 0, variant: 1)))
    }
    confirmed.fresh = fresh
    return confirmed
  }
}

extension EngineExperiment {
  /// The experiment that confirms a patch: two stages, one workload, and a seed of its own.
  fileprivate func pair(_ named: NamedPatch, rounds: Int) -> EngineExperiment? {
    guard let last = stages.firstIndex(where: { $0.patch == named.patch }), last > 0 else {
      return nil
    }
    let place = UInt64(named.workload) << 32 | UInt64(named.patch.rawValue)
    return EngineExperiment(
      stages: Array(stages[(last - 1)...last]), workloads: [workloads[named.workload]],
      path: path, end: .rounds(ConfirmationRounds.count(after: rounds)),
      seed: seed &+ (place &+ 1) &* 0xD1B5_4A32_D192_ED03)
  }
}
