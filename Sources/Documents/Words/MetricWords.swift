/// Which values of a metric are the better ones.
package enum MetricDirection: String, DocumentWord, CaseIterable {
  case higher
  case lower
  /// Nobody knows: a change is told, and is neither better nor worse.
  case unknown
}

/// Which metrics a metric is judged together with.
package enum FamilyKind: String, DocumentWord, CaseIterable {
  /// What the commands print, or were asked for; else wall time.
  case primary
  /// What the kernel counted beside it; all of it is one family.
  case secondary
  /// A number of the commands' own that never varies, compared exactly; of the same weight as primary ones.
  case exact
}
