internal import Documents
internal import FuseEngine
internal import FuseSeries
internal import Rounds
internal import Statistics

/// The variants of one lane of an engine measurement: the engine's stages, or the kernel's calls.
struct EngineVariants: MeasuredLane {
  let kind: LaneKind
  private let measurement: EngineMeasurement
  /// Which variants of the experiment these are.
  private let columns: Range<Int>
  private let variants: [Variant]
  private let claims: [Claim]
  let fresh: [FreshRounds]

  /// Selects the variants of a lane; nil if it was not measured.
  ///
  /// - Parameters:
  ///   - kind: The engine or the kernel.
  ///   - measurement: The cells.
  ///   - claims: What the cover letter claims, to stand beside the measured factors.
  init?(_ kind: LaneKind, of measurement: EngineMeasurement, claims: [Claim] = []) {
    let experiment = measurement.experiment
    switch kind {
    case .engine: columns = experiment.stages.indices
    case .kernel: columns = experiment.stages.endIndex..<experiment.variants.endIndex
    case .command: return nil
    }
    guard !columns.isEmpty else { return nil }
    self.kind = kind
    self.measurement = measurement
    self.claims = claims
    variants = Array(experiment.variants[columns])
    fresh = kind.rowsArePatches ? measurement.fresh : []
  }

  var seed: UInt64 { measurement.experiment.seed }

  var rows: [LaneRow] {
    variants.enumerated().map { place, variant in
      LaneRow(
        place: StagePlace(place), patch: variant.patch, step: variant.stepNumber,
        title: variant.title, subject: variant.subject)
    }
  }

  var families: [MetricFamily] {
    [measurement.experiment.family(Array(columns), of: measurement.throughput)]
  }

  func complete(_ result: inout StageResult, row: Int, of series: MetricSeries) {
    let variant = variants[row]
    let totals = measurement.totals[series.workload][columns.lowerBound + row]
    result.design = variant.design
    result.changed = row == 0 ? [] : variant.fieldsChanged(from: variants[row - 1])
    result.promise = variant.promise
    result.counters = totals.stageCounters
    result.latencyUs = totals.latency
    result.cpuUsPerCall = totals.microsecondsPerCall
    if case .kernel(.vectored) = variant {
      result.vsEngine = measurement.againstLastStage(
        columns.lowerBound + row, workload: series.workload)
    }
  }

  func complete(_ result: inout WorkloadResult, of series: MetricSeries) {
    let run = measurement.experiment.workloads[series.workload]
    // The letter's figures are those of its own workloads, on one thread.
    guard
      measurement.experiment.stages.plans.flatMap(\.claimedWorkloads)
        .contains(WorkloadName(rawValue: run.description)),
      let claim = claims.first(where: { $0.kind == run.workload.kind.name }),
      let base = result.stages.last?.vsBase
    else { return }
    let ratio = claim.after / claim.before
    if let reason = claim.unjudged {
      result.unjudgedClaim = UnjudgedClaim(
        before: claim.before, after: claim.after, ratio: ratio, reason: reason)
    } else {
      result.claim = ClaimResult(
        before: claim.before, after: claim.after, ratio: ratio, measured: base.ratio,
        low: base.low, high: base.high)
    }
  }
}

extension EngineMeasurement {
  /// A variant against the engine's last stage, measured in the same rounds.
  fileprivate func againstLastStage(_ column: Int, workload: Int) -> Comparison? {
    guard let last = experiment.stages.indices.last else { return nil }
    return experiment.family([last, column], of: throughput).judge(seed: experiment.seed)?
      .judge(workload: workload, from: 0, to: 1, step: nil)
      .flatMap { Comparison($0, better: .higher) }
  }
}
