package import Documents
internal import Glibc

/// The one thing that a run has to say: what its strongest finding is, or why there is none.
package enum RunAnswer: Hashable, Sendable {
  /// A patch, or one of several neighbours, changed something.
  ///
  /// `others` are the further changes that were found, each counted once in however many workloads it
  /// shows.
  case changed(NamedChange, others: Int, unmeasured: Int)
  /// No patch is seen to have changed anything.
  case unchanged(UnchangedWorkloads, unmeasured: Int)
  /// Only the running kernel was measured: its vectored call against one call for each segment.
  case kernel(workload: String, Comparison)
  /// There are figures, and nothing could be compared.
  case notCompared(WorkloadResult)
  /// There are no figures.
  case notMeasured
}

/// A change, and the workload in which it is the strongest.
package struct NamedChange: Hashable, Sendable {
  /// The patches; several where the change cannot be told from that of a neighbour.
  package let patches: [PatchNumber]
  package let workload: WorkloadResult
  package let size: Size

  /// How large the change is.
  package enum Size: Hashable, Sendable {
    case estimated(AttributedChange)
    /// Of a number that never varies.
    case exact(ExactChange)
  }

  /// What fresh rounds say of it; nil where none were made.
  package var confirmation: Confirmation? {
    if case .estimated(let change) = size, let confirmed = change.confirmed { return confirmed }
    guard patches.count == 1 else { return nil }
    return workload.stages.first { $0.patch == patches[0] }?.vsPrevious?.confirmed
  }

  /// Faster or slower.
  package var verdict: Verdict {
    switch size {
    case .estimated(let change): workload.verdict(change)
    case .exact(let change): workload.verdict(change)
    }
  }

  /// What sorts changes: first those that fresh rounds do not deny, then the larger.
  fileprivate var strength: (isDoubted: Bool, size: Double) {
    let ratio =
      switch size {
      case .estimated(let change): change.ratio
      case .exact(let change): change.before == 0 ? .infinity : change.after / change.before
      }
    return (confirmation?.holds == false, abs(log(ratio)))
  }
}

/// Workloads that no patch is seen to have changed.
package struct UnchangedWorkloads: Hashable, Sendable {
  /// The names of those that the run could judge.
  package var names: [String] = []
  /// The largest change that some patch may have made to one of them, as a fraction: no interval reaches
  /// further.
  package var bound = 0.0
  /// The names of those whose rounds vary too much to say anything.
  package var noisy: [String] = []
  /// The names of what the kernel counted beside them and some patch is seen to have changed.
  package var beside: [String] = []
}

extension Run {
  /// What the run has to say.
  package var answer: RunAnswer {
    let workloads = patchLanes.flatMap(\.result.workloads)
    let primary = workloads.filter(\.isPrimary)
    let unmeasured = Self.unmeasured(primary)
    let estimated = primary.flatMap(\.namedChanges)
    let changes =
      estimated.isEmpty
      ? workloads.filter { $0.family == .exact }.flatMap(\.namedExactly) : estimated
    let strongest = changes.min { left, right in
      let (left, right) = (left.strength, right.strength)
      return left.isDoubted == right.isDoubted ? left.size > right.size : right.isDoubted
    }
    if let strongest {
      let others = Set(changes.map(\.patches)).count - 1
      return .changed(strongest, others: others, unmeasured: unmeasured)
    }
    let compared = primary.filter { $0.stages.contains { $0.vsPrevious != nil } }
    guard compared.isEmpty else {
      var unchanged = UnchangedWorkloads(compared)
      unchanged.beside = workloads.filter { $0.family == .secondary && !$0.attribution.isEmpty }
        .map(\.name)
      return .unchanged(unchanged, unmeasured: unmeasured)
    }
    if let first = primary.first { return .notCompared(first) }
    for workload in lanes[.kernel]?.workloads ?? [] {
      guard let change = workload.stages.last?.vsBase else { continue }
      return .kernel(workload: workload.name, change)
    }
    return (lanes[.kernel]?.workloads.first).map { .notCompared($0) } ?? .notMeasured
  }

  /// The patches that are named for what varies, alone or with neighbours.
  package var namedPatches: Set<PatchNumber> { Set(primaryChanges.flatMap(\.patches)) }

  /// The patches that are named for what varies, each alone.
  package var patchesNamedAlone: Set<PatchNumber> {
    Set(primaryChanges.filter { $0.patches.count == 1 }.flatMap(\.patches))
  }

  private var primaryChanges: [AttributedChange] {
    patchLanes.flatMap(\.result.workloads).filter(\.isPrimary).flatMap(\.attribution)
  }

  /// How many patches have figures in no workload.
  private static func unmeasured(_ workloads: [WorkloadResult]) -> Int {
    let rows = workloads.flatMap(\.stages).filter { $0.place > .base }
    return Set(rows.map(\.place)).subtracting(rows.filter(\.isMeasured).map(\.place)).count
  }
}

extension WorkloadResult {
  /// The changes that hold, without those that building unchanged source again may have made.
  fileprivate var namedChanges: [NamedChange] {
    blamed.map { NamedChange(patches: $0.patches, workload: self, size: .estimated($0)) }
  }

  fileprivate var namedExactly: [NamedChange] {
    exactChanges.map { NamedChange(patches: $0.patches, workload: self, size: .exact($0)) }
  }

  /// The largest change that some patch may have made, as a fraction.
  fileprivate var bound: Double {
    stages.compactMap(\.vsPrevious).map { comparison in
      comparison.reason == nil ? max(1 - comparison.low, comparison.high - 1) : 0
    }.max() ?? 0
  }
}

extension UnchangedWorkloads {
  fileprivate init(_ workloads: [WorkloadResult]) {
    for workload in workloads {
      if workload.stages.compactMap(\.vsPrevious).contains(where: \.isTooNoisy) {
        noisy.append(workload.name)
      } else {
        names.append(workload.name)
        bound = max(bound, workload.bound)
      }
    }
  }
}
