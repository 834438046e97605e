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
  /// The measured change with its interval.
  let measuredFactor: String
  /// What the measurement says of the claim, with a sign.
  let judgement: String
  /// The measured change alone; nil where there is none beside the claim.
  private let measuredSize: String?

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
    claimedFactor = Columns.change(claim.ratio)
    measured = "\(figure(first.median)) → \(figure(last.median))"
    measuredFactor = Columns.change(claim.measured, low: claim.low, high: claim.high)
    judgement =
      switch claim.judgement {
      case .more: "▲ more than claimed"
      case .less: "◆ less than claimed"
      case .asClaimed: "= as claimed"
      case .notConfirmed: "? not confirmed here"
      }
    measuredSize = Columns.change(claim.measured)
  }

  /// The words of a claim about the whole series, of which only a part was measured.
  private init(_ claim: UnjudgedClaim) {
    claimed = "\(Columns.count(claim.before)) → \(Columns.count(claim.after))"
    claimedFactor = Columns.change(claim.ratio)
    (measured, measuredFactor) = ("–", "")
    judgement = "not judged: \(claim.reason)"
    measuredSize = nil
  }

  /// The claim in one line.
  ///
  /// - Parameters:
  ///   - name: The workload.
  ///   - unit: The unit of its figures.
  /// - Returns: What is claimed, and what was measured or why it is not judged.
  func sentence(_ name: String, unit: String) -> String {
    let claim = "\(name): claimed \(claimed) \(unit) (\(claimedFactor))"
    guard let measuredSize else { return "\(claim) for the whole series, \(judgement)" }
    return "\(claim), measured \(measured) \(unit) (\(measuredSize) in paired rounds)"
  }
}
