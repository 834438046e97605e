/// Which values of a metric are the better ones.
package enum MetricDirection: String, DocumentWord, CaseIterable {
  case higher
  case lower

  /// Whether a ratio, after to before, is a change for the better.
  package func isBetter(_ ratio: Double) -> Bool {
    switch self {
    case .higher: ratio > 1
    case .lower: ratio < 1
    }
  }
}

/// Which metrics a metric is judged together with.
package enum FamilyKind: String, DocumentWord, CaseIterable {
  /// What the commands print, or were asked for; else wall time.
  case primary
  /// What the kernel counted beside it.
  case secondary
  /// A number that never varies, compared exactly.
  case exact
}
