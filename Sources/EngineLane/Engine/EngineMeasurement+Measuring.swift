internal import Documents
package import FuseEngine
internal import Glibc
package import Rounds

/// The lanes in which the request path is measured: the Swift engine against a server process, and
/// the running kernel against the same program.
extension EngineMeasurement {
  /// Measures every stage, and the kernel's calls where they are wanted: one pass in the order of
  /// the series to warm up, then rounds over all of them.
  ///
  /// - Parameters:
  ///   - experiment: What to measure.
  ///   - place: The server.
  ///   - caller: Whose requests these are.
  ///   - stop: Asks to end early.
  ///   - progress: Told between cells; runs on the measuring thread.
  /// - Returns: The cells of all rounds.
  /// - Throws: ``ServerError``, ``MountError``, ``MeasurementError`` or the engine's errors.
  package static func measure(
    _ experiment: EngineExperiment, against place: ServerPlace, as caller: Caller,
    stop: StopToken, progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> EngineMeasurement {
    let kept = KeptRounds(experiment)
    do {
      let reason = try await rounds(
        experiment, against: place, as: caller, stop, keeping: kept, progress)
      return kept.measurement(of: experiment, reason: reason)
    } catch {
      return try kept.measurement(
        of: experiment, endedBy: error, isStoppedAtOnce: stop.isImmediate)
    }
  }

  /// Measures the running kernel on a file of a mount that is there already.
  ///
  /// A server that keeps a call waiting cannot be ended from here, and so neither can the thread that
  /// waits: after a request to stop at once it is abandoned.
  ///
  /// - Parameters:
  ///   - experiment: What to measure, without stages.
  ///   - path: The file.
  ///   - isWritable: Whether it may be written, with the bytes that it holds.
  ///   - stop: Asks to end early.
  ///   - progress: Told between cells.
  /// - Returns: The cells of all complete rounds.
  /// - Throws: ``MountError`` or ``MeasurementError``.
  package static func measure(
    _ experiment: EngineExperiment, onFile path: String, isWritable: Bool,
    stop: StopToken, progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> EngineMeasurement {
    let kept = KeptRounds(experiment)
    do {
      let reason = try await onThread(unlessStuckIn: StuckFile(path: path), stop: stop) {
        let kernel = try KernelBench(
          experiment.workloads, file: path, isWritable: isWritable)
        var benches = LaneBenches(engine: nil, kernel: kernel)
        kept.begin(fileBytes: benches.fileBytes, warnings: [])
        return try EngineRounds(experiment, stop: stop).run(on: &benches, keeping: kept, progress)
      }.get()
      return kept.measurement(of: experiment, reason: reason)
    } catch {
      return try kept.measurement(
        of: experiment, endedBy: error, isStoppedAtOnce: stop.isImmediate)
    }
  }

  /// Measures against the server that is to be talked to, and mounted where the kernel takes part.
  private static func rounds(
    _ experiment: EngineExperiment, against place: ServerPlace, as caller: Caller,
    _ stop: StopToken, keeping kept: KeptRounds, _ progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> StopReason {
    guard experiment.includesKernel else {
      return try await rounds(experiment, place, caller, stop, kernel: nil, kept, progress)
    }
    guard case .command(let command) = place else {
      throw MountError.unusable(
        path: place.description, reason: "a server that is connected to cannot be mounted")
    }
    let mount = try DetachedMount()
    return try await ServerProcess.serve(command, on: mount.device, stop: stop) { process in
      defer { mount.end() }
      // Only the server's end ends a system call that it keeps waiting.
      let end = Task {
        try await stop.untilGraceIsOver()
        kill(-process, SIGKILL)
        mount.abort()
      }
      let result: Result<StopReason, any Error>
      do {
        result = .success(
          try await rounds(
            experiment, place, caller, stop, kernel: (mount, process), kept, progress))
      } catch {
        result = .failure(error)
      }
      end.cancel()
      // The process's number may be another's once the server is reaped.
      _ = await end.result
      return result
    }
  }

  private static func rounds(
    _ experiment: EngineExperiment, _ place: ServerPlace, _ caller: Caller, _ stop: StopToken,
    kernel: (mount: DetachedMount, process: Int32)?, _ kept: KeptRounds,
    _ progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> StopReason {
    guard !experiment.stages.isEmpty else {
      return try await onThread {
        var benches = LaneBenches(
          engine: nil,
          kernel: try kernel.map {
            try KernelBench(experiment.workloads, on: $0.mount, serverProcess: $0.process)
          })
        kept.begin(fileBytes: benches.fileBytes, warnings: [])
        return try EngineRounds(experiment, stop: stop).run(on: &benches, keeping: kept, progress)
      }.get()
    }
    return try await place.serve(stop: stop) { descriptor, process in
      try stop.interrupting { signal in
        let engine = try EngineBench(
          adopting: descriptor, jobs: experiment.workloads.map(\.jobs).max() ?? 1, caller: caller,
          serverProcess: process, movesPagesByAddress: place.movesPagesByAddress, signal: signal)
        let warnings = engine.warnings
        var benches = LaneBenches(engine: engine, kernel: nil)
        do {
          try benches.begin(experiment, as: caller, on: kernel)
          kept.begin(fileBytes: benches.fileBytes, warnings: warnings)
          let reason = try EngineRounds(experiment, stop: stop).run(
            on: &benches, keeping: kept, progress)
          let left = benches.end()
          if place.keepsFiles, !left.isEmpty { kept.warn(.filesLeft(left)) }
          return reason
        } catch {
          // The server may be the user's own: its files are removed, as far as it still answers. These
          // requests come after the signal, and are not interrupted.
          signal.note()
          let left = benches.end(after: error)
          throw place.keepsFiles && !left.isEmpty ? FilesLeft(cause: error, names: left) : error
        }
      }
    }
  }
}
