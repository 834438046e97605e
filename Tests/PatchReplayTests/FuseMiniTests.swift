import Foundation
import Testing

/// The C program of the fixtures and the Swift engine, two implementations of the same stages.
@Suite(.serialized)
struct FuseMiniTests {
  @Test func `both trace 1,000 random shapes alike at each of the twelve stages`() throws {
    let scratch = try Scratch()
    let built = try Tools.run(
      Tools.fixture("remake.sh"), [scratch.url.path])
    try #require(built.status == 0, "\(built.errors)")
    let shapes = try scratch.file("shapes.jsonl", Shapes(seed: 2012).lines(1000))
    for stage in 0...11 {
      let limits = stage % 2 == 0 ? [] : ["--max-read", "20000", "--max-write", "65536"]
      let theirs = try Tools.run(
        scratch.url.appendingPathComponent("fuse-mini-\(stage)").path,
        ["trace", "--shapes", shapes] + limits)
      let ours = try Tools.run(
        Tools.products.appendingPathComponent("patch-replay").path,
        ["trace", "--stage", "\(stage)", "--shapes", shapes] + limits)
      #expect(theirs.status == 0 && ours.status == 0, "\(theirs.errors)\(ours.errors)")
      let expected = try lines(theirs)
      let found = try lines(ours)
      #expect(found.count == 1000)
      let different = zip(found, expected).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
      #expect(different.isEmpty, "stage \(stage), shapes \(different.prefix(5))")
    }
  }

  /// Lines as values; what each implementation really allocates is its own affair.
  func lines(_ finished: Finished) throws -> [NSDictionary] {
    try finished.text.split(separator: "\n").map { line in
      var line = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      line["metadata_bytes"] = nil
      return line as NSDictionary
    }
  }
}
