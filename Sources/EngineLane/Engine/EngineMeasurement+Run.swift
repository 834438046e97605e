package import Documents
internal import Presentation
internal import Rounds

extension EngineMeasurement {
  /// Lays the measurement out as a run.
  ///
  /// - Parameters:
  ///   - series: The series, where one was read.
  ///   - apply: How it applied, where that was tried.
  ///   - environment: The machine and the server.
  ///   - without: Patches left out.
  /// - Returns: The run, with the lanes that were measured and the counted calls.
  /// - Throws: The engine's errors, where memory is short.
  package func run(
    series: SeriesSummary?, apply: ApplyDocument?, environment: RunEnvironment,
    without: [PatchNumber]
  ) throws -> Run {
    let unjudged: UnjudgedReason? =
      !without.isEmpty ? .leftOut : series?.isMissingPatches == true ? .missing : nil
    let claims = (series?.claims ?? []).filter { $0.unit == "MB/s" && $0.before > 0 }.map {
      Claim(kind: $0.workload, before: $0.before, after: $0.after, unjudged: unjudged)
    }
    var warnings = self.warnings
    if environment.processors < 2 { warnings.append(.oneProcessor) }
    if let warning = FewRounds.warning(rounds: rounds) { warnings.append(warning) }
    let lanes = [
      LaneKind.engine: engineResult(claims: claims), .kernel: kernelResult(),
    ].compactMapValues(\.self)
    var settings = RunSettings(
      seed: experiment.seed, rounds: rounds, seconds: experiment.end.seconds, without: without,
      workloads: experiment.workloads.map(\.description), bytesPerFile: fileBytes)
    settings.stopped = reason
    return Run(
      series: series, apply: apply, environment: environment, settings: settings, lanes: lanes,
      counted: experiment.stages.isEmpty ? nil : try CountedResults(experiment.stages),
      warnings: warnings.map(\.sentence))
  }
}

extension SeriesSummary {
  /// Whether some of its patches are not here; of a cover letter alone the announced ones are measured.
  fileprivate var isMissingPatches: Bool { !patches.isEmpty && !complete }
}
