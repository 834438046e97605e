package import Documents

/// From which change on a run says only that it is too noisy to tell.
package enum TooNoisy {
  /// ±50 %, as a fraction.
  package static let most = 0.5

  fileprivate static func isBeyond(_ ratio: Double) -> Bool {
    !(1 / (1 + most)...1 + most ~= ratio)
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
