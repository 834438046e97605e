internal import Glibc

extension Judge {
  /// The smallest ratio between neighbouring variants that these rounds find four times in five, where
  /// the error is that of the typical neighbours.
  ///
  /// Nil if there are no neighbours, or if it is beyond what a number holds.
  package func minimumDetectableRatio(workload: Int) -> Double? {
    let ratio = typicalError(workload: workload).map {
      exp((criticalValue + Self.powerQuantile) * $0)
    }
    return ratio.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether the typical change's interval is as narrow as a factor, for every workload.
  package func isPrecise(_ factor: Double) -> Bool {
    logarithms.workloads.allSatisfy { (precision(workload: $0) ?? 0) <= Logarithm.of(factor) }
  }

  /// Half the width of the middle one of the neighbours' intervals, as a logarithm: how precise the
  /// rounds are, whatever they show.
  package func precision(workload: Int) -> Double? {
    typicalError(workload: workload).map { criticalValue * $0 }
  }

  /// The middle one of the standard errors of neighbours.
  private func typicalError(workload: Int) -> Double? {
    let errors = neighbours(workload: workload).map(\.standardError).sorted()
    return errors.isEmpty ? nil : errors[errors.count / 2]
  }

  /// The standard normal distribution's 80 % quantile.
  static let powerQuantile = 0.84

  private func neighbours(workload: Int) -> [Change] {
    (1..<max(1, logarithms.variantCounts[workload])).map {
      change(workload: workload, from: $0 - 1, to: $0)
    }
  }
}
