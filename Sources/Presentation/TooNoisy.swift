package import Findings

extension TooNoisy {
  /// What stands in place of an interval and a verdict.
  package static let words = "too noisy to tell"
}
