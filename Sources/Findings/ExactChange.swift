package import Documents

/// A change of a number that never varies.
package struct ExactChange: Hashable, Sendable {
  /// The patches that made it; several where a row between has no figures.
  package let patches: [PatchNumber]
  package let before: Double
  package let after: Double
}

extension WorkloadResult {
  /// Where a number that never varies became another; none where it varies.
  package var exactChanges: [ExactChange] {
    guard family == .exact else { return [] }
    return neighbours.filter { $0.before.median != $0.after.median }.map { before, after in
      ExactChange(
        patches: patches(from: before, to: after), before: before.median, after: after.median)
    }
  }

  /// What became of a number that never varies between two rows.
  ///
  /// - Parameters:
  ///   - stage: The later row.
  ///   - earlier: The row that it is held against.
  /// - Returns: The numbers; nil where the number varies or one of the two rows has no figures.
  package func exactChange(_ stage: StageResult, after earlier: StageResult?) -> ExactChange? {
    guard family == .exact, stage.isMeasured, let earlier, earlier.isMeasured,
      earlier.place < stage.place
    else { return nil }
    return ExactChange(
      patches: patches(from: earlier, to: stage), before: earlier.median, after: stage.median)
  }

  /// The verdict of a change, from its direction.
  package func verdict(_ change: ExactChange) -> Verdict {
    verdict(isRise: change.after > change.before)
  }

  /// The verdict of a change that holds, from its direction.
  package func verdict(_ change: AttributedChange) -> Verdict {
    verdict(isRise: change.ratio > 1)
  }

  /// What a verdict of a number that never varies means for the patch; any other as it is.
  package func judged(_ verdict: Verdict) -> Verdict {
    switch verdict {
    case .more: self.verdict(isRise: true)
    case .fewer: self.verdict(isRise: false)
    case .equal: .noChange
    case .faster, .slower, .changed, .tiny, .withinLayoutFloor, .suspect, .noChange, .inconclusive:
      verdict
    }
  }

  private func verdict(isRise: Bool) -> Verdict {
    switch better {
    case .higher: isRise ? .faster : .slower
    case .lower: isRise ? .slower : .faster
    case .unknown: .changed
    }
  }

  /// How far a row's level is from that of the row before, where no ratio can say what changed.
  package func difference(of stage: StageResult) -> Double? {
    guard family == .exact || notCompared != nil, stage.vsPrevious == nil, stage.isMeasured,
      let before = measured(before: stage.place)
    else { return nil }
    return stage.median - before.median
  }
}

extension ExactChange {
  /// The word for it, where no ratio says it since the number was 0.
  package var verdict: Verdict { after == before ? .equal : after > before ? .more : .fewer }
}
