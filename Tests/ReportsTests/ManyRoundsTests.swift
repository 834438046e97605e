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
