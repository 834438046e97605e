import Foundation
import Testing

/// What is refused says why, and before anything is made.
@Suite(.serialized)
struct RefusalTests {
  private let program = Tools.products.appendingPathComponent("patch-replay").path

  private func run(_ arguments: [String], with variables: String...) throws -> Finished {
    try Tools.run("HOME=/", variables + [program] + arguments)
  }

  @Test func `with three rounds it is said that nothing was compared`() throws {
    let finished = try run([
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--rounds", "3", "--workload", "read:4k",
    ])
    let text = finished.text.replacing(/\n +/, with: " ")
    #expect(
      text.contains(
        "read:4k: nothing was compared: 3 rounds are too few to compare stages; 5 are needed"),
      "\(text)")
    #expect(!text.contains("no patch changed it"))
  }
}
