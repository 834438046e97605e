import Documents
import Presentation
import Reports
import Testing

struct TextReportTests {
  static let counters = StageCounters(
    requestsPerCall: 32, pagesPerRequest: 1, arrayBytesPerCall: 8192, metadataBytesPerCall: 12800,
    allocationsPerCall: 32, pagePinsPerCall: 32)

  static func stage(_ number: Int, _ title: String, _ verdict: Verdict?) -> StageResult {
    let comparison = verdict.map { Comparison(ratio: 12.34, low: 11.5, high: 13.2, verdict: $0) }
    return StageResult(
      place: StagePlace(number), patch: number == 0 ? nil : PatchNumber(number),
      title: title, subject: number == 0 ? nil : title, design: [:], changed: [],
      promise: nil, state: .measured, median: 1234, low: 1200, high: 1300, samples: [],
      counters: counters, latencyUs: nil, cpuUsPerCall: 0, vsPrevious: comparison,
      vsBase: comparison)
  }

  static func run(subject: String) -> Run {
    let claim = ClaimResult(
      before: 107, after: 480, ratio: 480 / 107, measured: 12.34, low: 11.5, high: 13.2)
    let workload = WorkloadResult(
      name: "writev:32x4k", unit: "MB/s", better: .higher,
      stages: [stage(0, "before the series", nil), stage(1, subject, .faster)],
      attribution: [
        AttributedChange(patches: [1], ratio: 12.34, low: 11.5, high: 13.2),
        AttributedChange(patches: [2, 3, 4], ratio: 0.991, low: 0.985, high: 0.997),
      ], claim: claim)
    return Run(
      series: nil, apply: nil,
      environment: RunEnvironment(
        kernel: "6.1", processor: "p", processors: 2, loadAverage: 0, server: "s", program: "0",
        started: "2026-01-01T00:00:00Z"),
      settings: RunSettings(
        seed: 1, rounds: 20, seconds: nil, without: [], workloads: ["writev:32x4k"],
        bytesPerFile: 1),
      lanes: [.engine: LaneResult(workloads: [workload])], warnings: ["be careful"])
  }

  @Test(arguments: [
    (true, "patch 1: ×12.3 [11.5, 13.2]; confirmed +6.8 % [+5.2, +8.4]"),
    (false, "patch 1: ×12.3 [11.5, 13.2]; not confirmed"),
  ])
  func `what fresh rounds say stands behind the patch in every format`(
    holds: Bool, words: String
  ) throws {
    var run = Self.run(subject: "fuse: pack segments")
    run.lanes[.engine]?.workloads[0].stages[1].vsPrevious?.confirmed = Confirmation(
      holds: holds, rounds: 20, ratio: 1.068, low: 1.052, high: 1.084, signedRankP: 0.001)
    let rest = words.split(separator: "; ")[1]
    #expect(TextReport(run).render().contains(words))
    #expect(MarkdownReport(run).render().contains(rest))
    #expect(try HTMLReport(run).render().contains(rest))
  }

  @Test func `a run reads as it should`() {
    let text = TextReport(Self.run(subject: "fuse: pack segments")).render()
    let expected = """
      patch 1 (pack segments) is faster: writev:32x4k ×12.3 [11.5, 13.2]; 1 more change

      writev:32x4k  MB/s, level over 20 rounds [95 %]
       # patch                             MB/s    [low, high]           vs previous   vs base  req  bytes
       0 before the series                 1234   [1200, 1300]                                   32  12800
         ········· ▲ ×12.3 [11.5, 13.2] \(String(repeating: "·", count: 66))
       1 pack segments                     1234   [1200, 1300]    ×12.3 [11.5, 13.2] ▲   ×12.3   32  12800

      ▲ faster  ▼ slower  ~ tiny but real  ◆ one of several  = in ±2 % [90 %]  ≈ layout  ? inconclusive
      req: requests for one call  bytes: of request objects and page vectors for one call

      writev:32x4k: patch 1: ×12.3 [11.5, 13.2]
      writev:32x4k: somewhere in patches 2–4, not attributable to one: −0.9 % [−1.5, −0.3]
      writev:32x4k: claimed 107 → 480 MB/s (×4.49), measured 1234 → 1234 MB/s (×12.3 in paired rounds)
      warning: be careful

      """
    #expect(text == expected)
  }

  @Test(arguments: ["\u{E001}red", "語語語語語語語語語語語語語語語語語語語語", "⚡ fast"])
  func `no subject colours the terminal or is wider than its columns`(subject: String) {
    let text = TextReport(
      Self.run(subject: subject), style: TextStyle(columns: 80, hasColours: true)
    ).render()
    #expect(!text.contains("\u{1B}[31m"))
    #expect(
      text.replacing(/\u{1B}\[\d+m/, with: "").split(separator: "\n").allSatisfy {
        $0.columns <= 80 || !$0.contains("1 ")
      })
  }

  @Test(arguments: [
    "x", String(repeating: "long subject ", count: 20), "宽字符", "a\u{1B}[31mred\r\u{9B}",
  ])
  func `no subject breaks the table or reaches the terminal as a command`(subject: String) {
    let text = TextReport(Self.run(subject: subject)).render()
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let controls = text.unicodeScalars.filter {
      $0.value < 32 && $0 != "\n" || 127...159 ~= $0.value
    }
    #expect(controls.isEmpty)
  }

  @Test func `a document survives its JSON, and missing values are null`() throws {
    let run = Self.run(subject: "fuse: pack segments")
    let text = try JSONText.pretty(run)
    #expect(text.contains("\"series\" : null"))
    #expect(text.contains("\"vs_previous\" : null"))
    #expect(try JSONText.read(Run.self, from: text.utf8) == run)
    #expect(try JSONText.pretty(run) == text)
  }
}
