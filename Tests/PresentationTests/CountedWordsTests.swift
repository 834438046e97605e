import Documents
import Presentation
import TestSupport
import Testing

/// What patches promised, in lines that begin with the counts.
struct CountedWordsTests {
  private func promise(
    _ patch: PatchNumber, _ words: String, isKept: Bool = true, _ figures: [CountedFigure] = []
  ) -> PromiseResult {
    PromiseResult(
      patch: patch, promise: words, isKept: isKept,
      evidence: figures.map { "\($0.call): \($0.before) → \($0.after) \($0.unit)" },
      figures: figures)
  }

  private func bytes(_ before: Int, _ after: Int) -> CountedFigure {
    CountedFigure(
      call: "readpages:8", path: "read-ahead", unit: "bytes", before: before, after: after)
  }

  private func run(_ promises: [PromiseResult]) -> Run {
    var run = SampleRun.make()
    run.counted?.promises = promises
    run.lanes[.engine]?.workloads.removeLast()
    return run
  }

  @Test func `the exact result leads, and the timing follows`() {
    let lines = CountedWords.lines(of: run([promise(1, "smaller requests", [bytes(408, 216)])]))
    #expect(
      lines.map(\.text) == [
        "patch 1: 408 → 216 bytes for read-ahead; throughput: writev:32x4k +0.4 % [−0.6, +1.4] ="
      ])
    #expect(lines.map(\.sign) == ["✓"] && lines.map(\.isTimed) == [true])
  }

  @Test func `a patch whose throughput changed comes first, and keeps what fresh rounds say`() {
    var run = run([
      promise(1, "smaller requests", [bytes(408, 216)]),
      promise(2, "smaller requests", [bytes(216, 100)]),
    ])
    run.lanes[.engine]?.workloads[0].stages[2].vsPrevious?.confirmed = Confirmation(
      holds: false, rounds: 12, ratio: 1, low: 0.9, high: 1.1, signedRankP: 0.5)
    let lines = CountedWords.lines(of: run)
    #expect(lines.map(\.patches) == [[2], [1]])
    #expect(lines[0].text.hasSuffix("writev:32x4k ×7.50 [7.10, 7.90] ▲; not confirmed"))
  }

  @Test func `who promised the same and kept it shares a line, who broke a promise does not`() {
    let lines = CountedWords.lines(
      of: run([
        promise(1, "the same requests"), promise(2, "the same requests"),
        promise(3, "smaller requests", isKept: false, [bytes(408, 408)]),
      ]))
    #expect(
      lines.map { "\($0.sign) \($0.text)" } == [
        "✓ patches 1–2: the same requests, as promised",
        "✗ patch 3: broke its promise of smaller requests: readpages:8: 408 → 408 bytes",
      ])
  }

  @Test func `results of earlier versions, which hold no numbers, say what they say`() {
    var old = promise(1, "smaller requests: read-ahead", [bytes(408, 216)])
    old.figures = nil
    let lines = CountedWords.lines(of: run([old]))
    #expect(
      lines[0].text.hasPrefix(
        "patch 1: promised smaller requests: read-ahead: readpages:8: 408 → 216 bytes; throughput"))
    #expect(CountedWords.figures(ofPatch: 1, in: run([old])).isEmpty)
  }
}
