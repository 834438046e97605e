package import Documents

/// What a verdict says about the patch, from which every reader's colour follows.
package enum Tone: Hashable, Sendable, CaseIterable {
  case better
  case worse
  /// Neither, since nobody knows which way is better.
  case changed
  /// One of several patches may have made the change.
  case shared
  /// Real, and too small to matter.
  case tiny
  case unchanged
  /// The run cannot tell.
  case open

  /// The class by which the page's style colours it.
  package var pageClass: String {
    switch self {
    case .better: "faster"
    case .worse: "slower"
    case .changed: "changed"
    case .shared: "suspect"
    case .tiny: "tiny"
    case .unchanged: "same"
    case .open: "unsure"
    }
  }
}

/// How a verdict is shown: the one table from which the text report, the page, Markdown, the stepper and
/// every legend draw.
extension Verdict {
  /// One line of the table.
  private struct Row {
    /// The sign, and the one for a terminal that shows nothing above 127.
    var sign: Character
    var plainSign: Character
    var tone: Tone
    /// What the patch is called, such as "3 faster".
    var name: String
    /// What the sign means, in a legend of one line.
    var short: String
  }

  private var row: Row {
    switch self {
    case .faster:
      Row(sign: "▲", plainSign: "^", tone: .better, name: "faster", short: "faster")
    case .slower:
      Row(sign: "▼", plainSign: "v", tone: .worse, name: "slower", short: "slower")
    case .changed:
      Row(sign: "↕", plainSign: "!", tone: .changed, name: "changed", short: "changed")
    case .tiny:
      Row(sign: "~", plainSign: "~", tone: .tiny, name: "tiny but real", short: "tiny but real")
    case .suspect:
      Row(
        sign: "◆", plainSign: "*", tone: .shared, name: "one of several suspects",
        short: "one of several")
    case .noChange:
      Row(sign: "=", plainSign: "=", tone: .unchanged, name: "no change", short: "in ±2 %")
    case .withinLayoutFloor:
      Row(
        sign: "≈", plainSign: "-", tone: .open, name: "within the layout floor", short: "layout")
    case .inconclusive:
      Row(sign: "?", plainSign: "?", tone: .open, name: "inconclusive", short: "inconclusive")
    case .more: Row(sign: "▴", plainSign: "^", tone: .worse, name: "more", short: "more")
    case .fewer: Row(sign: "▾", plainSign: "v", tone: .better, name: "fewer", short: "fewer")
    case .equal: Row(sign: "=", plainSign: "=", tone: .unchanged, name: "equal", short: "equal")
    }
  }

  /// The sign that stands for it.
  package var sign: String { String(row.sign) }

  /// The sign for a terminal that shows nothing above 127.
  package var plainSign: String { String(row.plainSign) }

  /// What a patch with this verdict is called.
  package var name: String { row.name }

  /// What it says about the patch.
  ///
  /// - Parameter better: Which values of the metric are the better ones: more of a number that never
  ///   varies may be either.
  /// - Returns: Whether it is good or bad news, or open.
  package func tone(_ better: MetricDirection) -> Tone {
    switch (self, better) {
    case (.more, .higher): .better
    case (.fewer, .higher): .worse
    case (.more, .unknown), (.fewer, .unknown): .changed
    default: row.tone
    }
  }

  /// The verdicts of varying metrics in the order in which legends and headlines name them.
  package static let named: [Verdict] = [
    .faster, .slower, .changed, .tiny, .suspect, .noChange, .withinLayoutFloor, .inconclusive,
  ]

  /// The verdicts that a run's legend names: ``changed`` only where a metric is there that can be called so.
  ///
  /// - Parameter run: The run.
  /// - Returns: The verdicts, in the order of ``named``.
  package static func named(in run: Run) -> [Verdict] {
    let isAny = run.lanes.values.contains { lane in
      lane.workloads.contains { $0.better == .unknown }
    }
    return named.filter { $0 != .changed || isAny }
  }

  /// What a legend says of the sign.
  ///
  /// - Parameter showsEquivalence: Whether the interval beside `=` is the 90 % interval that shows so.
  /// - Returns: The words behind the sign.
  package func meaning(showsEquivalence: Bool) -> String {
    guard self == .noChange else { return name }
    return "within ±2 %" + (showsEquivalence ? " (90 % interval)" : "")
  }

  /// What the signs mean, an item for each; together a line of 100 columns
  /// without ``changed``.
  ///
  /// - Parameters:
  ///   - verdicts: The verdicts to explain.
  ///   - showsEquivalence: Whether the interval beside `=` is the 90 % interval that shows so.
  /// - Returns: The items, in the order of the verdicts.
  package static func legend(
    _ verdicts: [Verdict], showsEquivalence: Bool
  ) -> [String] {
    verdicts.map { verdict in
      "\(verdict.sign) \(verdict.row.short)"
        + (verdict == .noChange && showsEquivalence ? " [90 %]" : "")
    }
  }
}
