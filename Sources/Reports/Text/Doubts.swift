internal import Documents
internal import Presentation

/// What a workload's rounds leave open, in a sentence.
struct Doubts {
  private let workload: WorkloadResult

  /// More rounds than this are no advice.
  private static let worthwhile = 500

  init(_ workload: WorkloadResult) { self.workload = workload }

  /// One line where patches are inconclusive, none where all are judged.
  var lines: [String] {
    let open = workload.stages.compactMap { stage -> (patch: String, comparison: Comparison)? in
      guard let comparison = stage.vsPrevious, comparison.verdict == .inconclusive else {
        return nil
      }
      return (stage.label, comparison)
    }
    guard !open.isEmpty, let worst = open.compactMap(\.comparison.notExcluded).max() else {
      return []
    }
    let patches = open.count == 1 ? "patch \(open[0].patch) is" : "\(open.count) patches are"
    let rounds = open.compactMap(\.comparison.moreRounds).max().map {
      $0 <= Self.worthwhile
        ? "; about \(Columns.counted($0, "more round")) would tell"
        : "; a quieter machine would tell more"
    }
    return [
      "\(workload.name): \(patches) inconclusive: changes of up to ±\(Self.percent(worst)) could not "
        + "be excluded (90 % interval)\(rounds ?? "")"
    ]
  }

  /// A fraction in percent, with one decimal where it is small.
  static func percent(_ fraction: Double) -> String {
    Columns.number(100 * fraction, decimals: fraction < 0.1 ? 1 : 0) + " %"
  }
}
