package import Documents

/// From which change on a run says only that it is too noisy to tell.
package enum TooNoisy {
  /// ±50 %, as a ratio.
  private static let ratio = 1.5

  package static let words = "too noisy to tell"

  fileprivate static func isBeyond(_ value: Double) -> Bool {
    !(1 / ratio...ratio ~= value)
  }
}

extension Comparison {
  /// Whether it is inconclusive and its interval reaches beyond ±50 %: neither the interval nor a verdict
  /// tells a reader anything then.
  package var isTooNoisy: Bool {
    verdict == .inconclusive && (TooNoisy.isBeyond(low) || TooNoisy.isBeyond(high))
  }
}

extension WorkloadResult {
  /// Whether only changes beyond ±50 % of a typical patch would have been found.
  package var isTooNoisy: Bool {
    detectableRatio.map(TooNoisy.isBeyond) ?? (unsaid?[.detectableRatio] == .beyondNumbers)
  }
}
