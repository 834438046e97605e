import Documents
import Presentation
import Testing

/// Every verdict has all that any reader needs.
struct VerdictWordsTests {
  @Test(arguments: Verdict.allCases)
  func `a verdict has a sign, a plain sign and a name`(verdict: Verdict) {
    #expect(verdict.sign.columns == 1)
    #expect(verdict.plainSign.utf8.count == 1)
    #expect(verdict.sign.unicodeScalars.map(PlainSigns.of).joined() == verdict.plainSign)
    #expect(!verdict.name.isEmpty)
  }

  @Test(arguments: [false, true])
  func `the legend explains every sign of a varying metric`(showsEquivalence: Bool) {
    let usual = Verdict.named.filter { $0 != .changed }
    let legend = Verdict.legend(usual, showsEquivalence: showsEquivalence).joined(separator: "  ")
    for verdict in usual { #expect(legend.contains("\(verdict.sign) ")) }
    #expect(legend.columns <= 100)
    #expect(legend.contains("90 %") == showsEquivalence)
    let exact: Set<Verdict> = [.more, .fewer, .equal]
    #expect(Set(Verdict.named).union(exact) == Set(Verdict.allCases))
    #expect(Set(Verdict.named.map(\.sign)).count == Verdict.named.count, "no two share a sign")
  }

  @Test(arguments: MetricDirection.allCases)
  func `more is better only where higher values are`(direction: MetricDirection) {
    let tones: (more: Tone, fewer: Tone) =
      switch direction {
      case .higher: (.better, .worse)
      case .lower: (.worse, .better)
      case .unknown: (.changed, .changed)
      }
    #expect(Verdict.more.tone(direction) == tones.more)
    #expect(Verdict.fewer.tone(direction) == tones.fewer)
    #expect(Verdict.faster.tone(direction) == .better)
    #expect(Verdict.slower.tone(direction) == .worse)
  }

  @Test func `each tone has a class of its own`() {
    #expect(Set(Tone.allCases.map(\.pageClass)).count == Tone.allCases.count)
  }
}

/// What is said of a series.
struct SeriesWordsTests {
  @Test(arguments: [
    (["fuse: a", "fuse: b"], "fuse: "), (["fuse: a", "mm: b"], ""), (["a", "b"], ""), ([], ""),
    (["fuse: x: a", "fuse: y: b"], "fuse: "),
  ])
  func `what all subjects begin with is left out`(subjects: [String], prefix: String) {
    #expect(CommonPrefix.of(subjects) == prefix)
  }

  @Test(arguments: [
    (ApplyBaseKind.tree, nil, "applied 0 of 0 onto the folder"),
    (.repository, "0123456789abcdef", "applied 0 of 0 onto 0123456789ab"),
    (.repository, nil, "applied 0 of 0 onto an empty repository"),
    (.hollow, nil, "applied 0 of 0 onto a base made of their own context"),
  ])
  func `how a series applied is one sentence`(
    kind: ApplyBaseKind, commit: String?, words: String
  ) {
    let document = ApplyDocument(
      base: ApplyBase(kind: kind, commit: commit, tree: nil), branch: nil, complete: true,
      patches: [])
    #expect(document.words == words)
  }
}
