package import Documents
internal import Glibc

/// Figures with six digits, which is more than any table shows.
extension StageResult {
  /// Rounds what was estimated to six digits; samples and counts stay.
  package mutating func shorten() {
    for figure in [\StageResult.median, \.low, \.high, \.cpuUsPerCall] {
      self[keyPath: figure].shorten()
    }
    for comparison in [\StageResult.vsPrevious, \.vsBase, \.vsEngine] {
      self[keyPath: comparison]?.shorten()
    }
  }
}

extension Comparison {
  fileprivate mutating func shorten() {
    for figure in [\Comparison.ratio, \.low, \.high] { self[keyPath: figure].shorten() }
    equivalence?.low.shorten()
    equivalence?.high.shorten()
    signedRankP?.shorten()
    notExcluded?.shorten()
  }
}

extension Double {
  fileprivate mutating func shorten() {
    guard isFinite, self != 0 else { return }
    let decimals = 5 - log10(abs(self)).rounded(.down)
    // Whole powers of ten are exact, their reciprocals are not.
    let power = pow(10, abs(decimals))
    guard power.isFinite else { return }
    self = decimals < 0 ? (self / power).rounded() * power : (self * power).rounded() / power
  }
}
