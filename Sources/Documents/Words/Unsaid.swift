/// A figure of a document that a run may be unable to give.
package enum UnsaidFigure: String, Codable, Hashable, Sendable, CaseIterable, CodingKeyRepresentable
{
  case vsPrevious = "vs_previous"
  case vsBase = "vs_base"
  case detectableRatio = "detectable_ratio"
  case notExcluded = "not_excluded"
  case moreRounds = "more_rounds"
  case confirmed
}

/// Why a run cannot give a figure.
package enum UnsaidReason: String, DocumentWord, CaseIterable {
  case fewRounds = "too few rounds"
  case noRatios = "figures of which no ratio can be formed"
  case beyondNumbers = "beyond what a number can hold"
  case beyondCounting = "more rounds than can be counted"
  case fewOutlyingRounds = "a few rounds lie far to one side, and the typical one shows nothing"
  case asManyAgain = "as many rounds as these may tell, or not"
}
