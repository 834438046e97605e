package import Documents
internal import Findings

extension RoundsStanding {
  /// Which rounds a figure is of, in words.
  ///
  /// - Parameters:
  ///   - later: Rounds that were measured later.
  ///   - all: Rounds behind the figure.
  /// - Returns: The words.
  package func words(later: Int, all: Int) -> String {
    let count = Columns.counted(later, "fresh round")
    return switch self {
    case .alone: count
    case .joined: "\(count) and \(all - later) of the run"
    case .otherMachine: "\(count), not joined with the run's: another machine or other programs"
    case .baseMoved:
      "\(count), not joined with the run's: the stage before is not as fast as it was"
    case .machineChanged: "\(count), the machine changed: they contradict the run's"
    }
  }
}

extension Confirmation {
  /// What fresh rounds say, in words.
  package var words: String {
    holds ? "confirmed " + Columns.change(ratio, low: low, high: high) : "not confirmed"
  }
}

extension Run {
  /// What was measured after the run, a line for each patch and workload.
  package var laterLines: [(patch: PatchNumber, text: String)] {
    (laterRounds ?? []).map { later in
      let size =
        later.change.isTooNoisy
        ? TooNoisy.words
        : Columns.change(
          later.change.ratio, low: later.change.shownLow, high: later.change.shownHigh)
      let text =
        "patch \(later.patch), \(later.workload), "
        + "\(later.standing.words(later: later.after.count, all: later.rounds)): \(size)"
        + (later.confirmed.map { "; \($0.words)" } ?? "")
      return (later.patch, text)
    }
  }
}
