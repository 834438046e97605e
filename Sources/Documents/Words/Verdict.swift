/// What is said of a change between two stages.
package enum Verdict: String, DocumentWord, CaseIterable {
  case faster
  case slower
  /// As surely another as a faster or slower one, of a metric of which nobody knows which way is better.
  case changed
  /// Real, and smaller than the smallest effect of interest.
  case tiny = "tiny but real"
  /// One patch's, and no larger than what building unchanged source again may do.
  case withinLayoutFloor = "within the layout floor"
  /// One of several patches that together changed something.
  case suspect
  case noChange = "no change"
  case inconclusive
  /// Of a number that never varies.
  case more
  /// Of a number that never varies.
  case fewer
  /// Of a number that never varies.
  case equal

  /// Whether it says that something changed; fresh rounds can confirm only that.
  package var isFinding: Bool {
    switch self {
    case .faster, .slower, .changed, .tiny, .suspect, .more, .fewer: true
    case .withinLayoutFloor, .noChange, .inconclusive, .equal: false
    }
  }
}
