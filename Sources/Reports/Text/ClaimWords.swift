internal import Documents
internal import Findings
internal import Presentation

/// A claim of the cover letter and what was measured, in words.
struct ClaimWords {
  /// The claimed figures before and after the series.
  let claimed: String
  let claimedFactor: String
  /// The measured ones.
  let measured: String
  let measuredFactor: String
  /// The interval of the measured factor.
  let interval: String
  /// What the measurement says of the claim, with a sign.
  let judgement: String
  /// Whether there is a measured factor beside it.
  private let isJudged: Bool

  /// Creates the words; nil where the letter claims nothing about the workload.
  ///
  /// - Parameters:
  ///   - workload: The workload.
  ///   - figure: Writes a measured value as the tables around do.
  init?(_ workload: WorkloadResult, figure: (Double) -> String) {
    if let claim = workload.unjudgedClaim {
      self.init(claim)
    } else {
      self.init(judged: workload, figure)
    }
  }

  private init?(judged workload: WorkloadResult, _ figure: (Double) -> String) {
    guard let claim = workload.claim, let first = workload.stages.first,
      let last = workload.stages.last
    else { return nil }
    claimed = "\(Columns.count(claim.before)) → \(Columns.count(claim.after))"
    claimedFactor = "×" + Columns.factor(claim.ratio)
    measured = "\(figure(first.median)) → \(figure(last.median))"
    measuredFactor = "×" + Columns.factor(claim.measured)
    interval = "[\(Columns.factor(claim.low)), \(Columns.factor(claim.high))]"
    judgement =
      switch claim.judgement {
      case .more: "▲ more than claimed"
      case .less: "◆ less than claimed"
      case .asClaimed: "= as claimed"
      case .notConfirmed: "? not confirmed here"
      }
    isJudged = true
  }

  /// The words of a claim about the whole series, of which only a part was measured.
  private init(_ claim: UnjudgedClaim) {
    claimed = "\(Columns.count(claim.before)) → \(Columns.count(claim.after))"
    claimedFactor = "×" + Columns.factor(claim.ratio)
    (measured, measuredFactor, interval) = ("–", "", "")
    judgement = "not judged: \(claim.reason)"
    isJudged = false
  }

  /// The claim in one line.
  ///
  /// - Parameters:
  ///   - name: The workload.
  ///   - unit: The unit of its figures.
  /// - Returns: What is claimed, and what was measured or why it is not judged.
  func sentence(_ name: String, unit: String) -> String {
    let claim = "\(name): claimed \(claimed) \(unit) (\(claimedFactor))"
    guard isJudged else { return "\(claim) for the whole series, \(judgement)" }
    return "\(claim), measured \(measured) \(unit) (\(measuredFactor) in paired rounds)"
  }
}
