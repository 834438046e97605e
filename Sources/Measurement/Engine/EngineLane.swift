public import FuseEngine

/// The lanes in which the request path is measured: the Swift engine against a server process, and
/// the running kernel against the same program.
public enum EngineLane {
  /// Measures every stage, and the kernel's calls where they are wanted: one pass in the order of
  /// the series to warm up, then rounds over all of them.
  ///
  /// - Parameters:
  ///   - experiment: What to measure.
  ///   - place: The server.
  ///   - caller: Whose requests these are.
  ///   - progress: Told between cells; runs on the measuring thread.
  /// - Returns: The cells of all rounds.
  /// - Throws: ``ServerError``, ``MountError``, ``MeasurementError`` or the engine's errors.
  public static func measure(
    _ experiment: EngineExperiment, against place: ServerPlace, as caller: Caller,
    progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> EngineMeasurement {
    guard experiment.includesKernel else {
      return try await measure(experiment, against: place, as: caller, kernel: nil, progress)
    }
    guard case .command(let command) = place else {
      throw MountError.unusable(
        path: place.description, reason: "a server that is connected to cannot be mounted")
    }
    let mount = try DetachedMount()
    return try await ServerProcess.serve(command, on: mount.device) { process in
      defer { mount.end() }
      do {
        return .success(
          try await measure(
            experiment, against: place, as: caller, kernel: (mount, process), progress))
      } catch {
        return .failure(error)
      }
    }
  }

  /// Measures the running kernel on a file of a mount that is there already.
  ///
  /// - Parameters:
  ///   - experiment: What to measure, without stages.
  ///   - path: The file.
  ///   - isWritable: Whether it may be written, with the bytes that it holds.
  ///   - progress: Told between cells.
  /// - Returns: The cells of all rounds.
  /// - Throws: ``MountError`` or ``MeasurementError``.
  public static func measure(
    _ experiment: EngineExperiment, onFile path: String, isWritable: Bool,
    progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> EngineMeasurement {
    try await onThread {
      let kernel = try KernelBench(
        experiment.workloads, file: path, isWritable: isWritable)
      var benches = LaneBenches(engine: nil, kernel: kernel)
      return try EngineRounds(experiment).run(on: &benches, progress)
    }.get()
  }

  private static func measure(
    _ experiment: EngineExperiment, against place: ServerPlace, as caller: Caller,
    kernel: (mount: DetachedMount, process: Int32)?,
    _ progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> EngineMeasurement {
    guard !experiment.stages.isEmpty else {
      return try await onThread {
        var benches = LaneBenches(
          engine: nil,
          kernel: try kernel.map {
            try KernelBench(experiment.workloads, on: $0.mount, serverProcess: $0.process)
          })
        return try EngineRounds(experiment).run(on: &benches, progress)
      }.get()
    }
    return try await place.serve { descriptor, process in
      let engine = try EngineBench(
        adopting: descriptor, jobs: experiment.workloads.map(\.jobs).max() ?? 1, caller: caller,
        serverProcess: process, movesPagesByAddress: place.movesPagesByAddress)
      let warnings = engine.warnings
      var benches = LaneBenches(engine: engine, kernel: nil)
      do {
        try benches.begin(experiment, as: caller, on: kernel)
        var measurement = try EngineRounds(experiment).run(on: &benches, progress)
        let left = benches.end()
        measurement.warnings = warnings + (left.isEmpty ? [] : [FilesLeft.notice(left)])
        return measurement
      } catch {
        // The server may be somebody's own: its files go, as far as it still answers.
        let left = benches.end(after: error)
        throw left.isEmpty ? error : FilesLeft(cause: error, names: left)
      }
    }
  }
}
