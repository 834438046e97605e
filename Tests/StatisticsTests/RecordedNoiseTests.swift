import Foundation
import Testing

@testable import Statistics

/// Noise as a machine really had it: one program under twelve names, recorded once.
struct RecordedNoiseTests {
  private struct Recording: Decodable {
    let rounds: [[Double]]
  }

  /// Labels are permuted within each round, which changes nothing where the stages are the same.
  @Test func `of a recording of identical stages few permutations accuse a patch`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Recorded/identical-stages.json")
    let recording = try JSONDecoder().decode(Recording.self, from: Data(contentsOf: file))
    #expect(recording.rounds.count == 30)
    var accused = 0
    for seed in 0..<AcceptanceTests.series {
      var generator = SeededGenerator(seed: UInt64(seed))
      let rounds = recording.rounds.map { round in
        round.shuffled(using: &generator).map { -log($0) }
      }
      let judged = try #require(
        Judge(Cube(workloads: [rounds]), seed: UInt64(seed)))
      if !judged.attribution(workload: 0).isEmpty { accused += 1 }
    }
    print("recorded identical stages: \(accused) of \(AcceptanceTests.series) series accused")
    #expect(accused <= AcceptanceTests.most(0.07))
  }
}
