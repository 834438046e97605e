internal import Documents
internal import Findings
internal import Presentation

/// What a workload's rounds could not decide, in a sentence.
struct Doubts {
  private let workload: WorkloadResult

  /// Advice to measure more rounds than this helps nobody.
  private static let worthwhile = 500

  init(_ workload: WorkloadResult) { self.workload = workload }

  /// One line where patches are inconclusive, else none.
  var lines: [String] {
    let open = workload.stages.compactMap { stage -> (patch: String, comparison: Comparison)? in
      guard let comparison = stage.vsPrevious, comparison.verdict == .inconclusive else {
        return nil
      }
      return (stage.label, comparison)
    }
    guard !open.isEmpty else { return [] }
    let patches = open.count == 1 ? "patch \(open[0].patch) is" : "\(open.count) patches are"
    let lopsided = open.filter { $0.comparison.unsaid?[.moreRounds] == .fewOutlyingRounds }
    let outliers =
      lopsided.isEmpty
      ? ""
      : "; a few rounds of \(lopsided.count == 1 ? "patch" : "patches") "
        + lopsided.map(\.patch).joined(separator: ", ") + " lie far to one side"
    guard !open.contains(where: { $0.comparison.isTooNoisy }),
      let worst = open.compactMap(\.comparison.notExcluded).max()
    else {
      // Results of earlier versions may hold no reason and no figure.
      let isUnsaid = open.contains { $0.comparison.isTooNoisy || $0.comparison.unsaid != nil }
      return isUnsaid
        ? ["\(workload.name): \(patches) inconclusive: \(TooNoisy.words)\(outliers)"] : []
    }
    let rounds = open.compactMap(\.comparison.moreRounds).max().map {
      $0 <= Self.worthwhile
        ? "; about \(Columns.counted($0, "more round")) would decide it"
        : "; a quieter machine would help"
    }
    return [
      "\(workload.name): \(patches) inconclusive: changes of up to ±\(Self.percent(worst)) could not "
        + "be excluded (90 % interval)\(outliers)\(rounds ?? "")"
    ]
  }

  /// A fraction in percent, with one decimal where it is small.
  static func percent(_ fraction: Double) -> String {
    Columns.number(100 * fraction, decimals: fraction < 0.1 ? 1 : 0) + " %"
  }
}
