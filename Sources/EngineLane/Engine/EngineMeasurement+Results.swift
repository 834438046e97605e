package import Documents
internal import Rounds
internal import Statistics

/// What the cover letter claims of one kind of call.
package struct Claim: Hashable, Sendable {
  /// The kind of call, such as `writev`.
  package let kind: String
  /// Throughput before and after the series, in the letter's unit.
  package let before, after: Double
  /// Why the measurement says nothing of it; nil where the whole series was measured, of which it speaks.
  package let unjudged: UnjudgedReason?

  package init(kind: String, before: Double, after: Double, unjudged: UnjudgedReason? = nil) {
    self.kind = kind
    self.before = before
    self.after = after
    self.unjudged = unjudged
  }
}

extension EngineMeasurement {
  /// Judges the cells of the engine's stages and lays them out as the engine lane of a run.
  ///
  /// - Parameter claims: What the cover letter claims, to stand beside the measured factors.
  /// - Returns: One entry for each workload; nil if no stage was measured.
  package func engineResult(claims: [Claim]) -> LaneResult? {
    EngineVariants(.engine, of: self, claims: claims).map { LaneResult($0) }
  }

  /// Judges the cells of the kernel's calls and lays them out as the kernel lane of a run: a row for
  /// each call style.
  ///
  /// - Returns: One entry for each workload; nil if the kernel was not measured.
  package func kernelResult() -> LaneResult? {
    EngineVariants(.kernel, of: self).map { LaneResult($0) }
  }
}

extension EngineExperiment {
  /// The throughputs of some variants, of all workloads together.
  func family(_ columns: [Int], of throughput: Cube<Double>) -> MetricFamily {
    MetricFamily(
      kind: nil,
      members: workloads.enumerated().map { index, run in
        MetricSeries(
          workload: index, name: run.description, unit: run.workload.unit, better: .higher,
          rows: columns.indices.map { StagePlace($0) },
          values: (0..<throughput.rounds).map { round in
            let row = throughput.row(workload: index, round: round)
            return columns.map { row[$0] }
          })
      })
  }

  /// Whether the typical change's interval is as narrow as a factor, in both lanes and all workloads.
  func isPrecise(_ factor: Double, by throughput: Cube<Double>) -> Bool {
    family(Array(variants.indices), of: throughput).judge(seed: seed)?.isPrecise(factor) ?? false
  }
}
