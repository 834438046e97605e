import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// Hundreds of rounds take little room, and no figure is lost.
struct ManyRoundsTests {
  /// The sample run with so many rounds of the same spread.
  private static func run(rounds: Int) -> Run {
    var run = SampleRun.make()
    for workload in run.lanes[.engine]?.workloads.indices ?? 0..<0 {
      for stage in run.lanes[.engine]?.workloads[workload].stages.indices ?? 0..<0 {
        run.lanes[.engine]?.workloads[workload].stages[stage].samples = (0..<rounds).map {
          Double(4000 + ($0 * 7919 + stage * 104_729) % 801) / 10
        }
      }
    }
    run.settings.rounds = rounds
    return run
  }

  private static let stages = SampleRun.make().lanes.values.flatMap(\.workloads).reduce(0) {
    $0 + $1.stages.count
  }

  @Test func `a sample takes three bytes of the page, and eight of the document, at most`() throws {
    let samples = 380 * Self.stages
    let page = try [20, 400].map { try HTMLReport(Self.run(rounds: $0)).render().utf8.count }
    #expect(page[1] - page[0] <= 3 * samples)
    let document = try [20, 400].map { try JSONText.pretty(Self.run(rounds: $0)).utf8.count }
    #expect(document[1] - document[0] <= 8 * samples)
  }

  /// As large a run as the real series gives: its patches' texts, eleven of them, two workloads in two
  /// lanes, and every figure with all of its digits.
  private static func realSeries(rounds: Int) throws -> Run {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../fixtures/fuse-dio-v2.mbox").standardized
    let mails = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\nFrom ")
      .filter { $0.contains("\ndiff --git") }
    var run = SampleRun.make(
      subjects: mails.indices.map { "fuse: rework part \($0) of the engine" })
    for (patch, mail) in mails.enumerated() {
      let parts = mail.components(separatedBy: "\ndiff --git")
      run.series?.patches[patch].body = parts[0]
      run.series?.patches[patch].diff =
        parts.dropFirst().map { "diff --git" + $0 }.joined(separator: "\n")
    }
    var generator = SeededRandom(seed: 7)
    func workload(_ name: String, stages: Int) -> WorkloadResult {
      var workload = SampleRun.workload(name, ["fuse: a", "fuse: b"])
      let change = Comparison(
        ratio: 1 + 1 / 700, low: 1 - 1 / 300, high: 1 + 1 / 70, verdict: .noChange)
      workload.stages = (0..<stages).map { place in
        let level = place < stages - 2 ? 255.0 : 2550
        return SampleRun.stage(
          place, place == 0 ? "before the series" : "fuse: rework part \(place) of the engine",
          (0..<rounds).map { _ in
            (level * Double.random(in: 0.9..<1.1, using: &generator) * 10).rounded() / 10
          }, place == 0 ? nil : change, place == 0 ? nil : change)
      }
      return workload
    }
    for lane in [LaneKind.engine, .kernel] {
      run.lanes[lane] = LaneResult(
        workloads: ["writev:32x4k", "readv:32x4k"].map {
          workload($0, stages: lane == .engine ? mails.count + 1 : 2)
        })
    }
    run.counted?.calls = (0..<8).map { call in
      CountedCall(
        name: "call:\(call)k",
        stages: (0...mails.count).map {
          CountedStage(
            place: StagePlace($0), patch: $0 == 0 ? nil : PatchNumber($0),
            counters: SampleRun.counters(32, 12_800))
        })
    }
    run.settings.rounds = rounds
    return run
  }

  @Test func `400 rounds of the real series make a page and a document of bearable size`() throws {
    let run = try Self.realSeries(rounds: 400)
    #expect(run.series?.patches.count == 11)
    #expect(try HTMLReport(run).render().utf8.count <= 250_000)
    #expect(try JSONText.pretty(run).utf8.count <= 400_000)
  }

  @Test func `a list of numbers stands on one line, and says the same`() throws {
    struct Document: Codable, Equatable {
      var words = ["[1,\n 2]", "\\\"[", "3"]
      var lists = [[1.5, -2e-7], [], [1e300]]
      var name = "x"
    }
    let text = try JSONText.pretty(Document())
    #expect(text.contains("    [1.5, -2e-07]"))
    #expect(try JSONText.read(Document.self, from: text.utf8) == Document())
  }
}
