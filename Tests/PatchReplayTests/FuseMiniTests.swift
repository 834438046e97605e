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

/// Random shapes of calls: all kinds of segments, faults and replies.
struct Shapes {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  func lines(_ count: Int) -> String {
    var shapes = self
    return (0..<count).map { _ in shapes.line() + "\n" }.joined()
  }

  private mutating func random(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private mutating func one(of values: [Int]) -> Int { values[random(values.count)] }

  private mutating func line() -> String {
    let count = one(of: [1, 1, 2, 3, 8, 31, 32, 33, 64, 100])
    let segments = (0..<count).map { _ -> String in
      let offset = one(of: [0, 0, 0, 512, random(4096)])
      let length = one(of: [0, 1, 100, 512, 4096, 4096, 4096, 5000, 8192, random(20000), 40000])
      return "[\(offset), \(length)]"
    }
    var line = "{\"op\": \"\(random(2) == 0 ? "read" : "write")\", "
    line += "\"offset\": \(one(of: [0, 8192, random(1 << 30)])), "
    line += "\"segments\": [\(segments.joined(separator: ", "))]"
    if random(5) == 0 { line += ", \"fault\": \(random(count))" }
    switch random(6) {
    case 0:
      let bytes = one(of: [0, 1, 1000, 4095, 4096, 200_000])
      line += ", \"reply\": {\"at\": \(random(5)), \"short\": \(bytes)}"
    case 1: line += ", \"reply\": {\"at\": \(random(5)), \"error\": 5}"
    default: break
    }
    return line + "}"
  }
}
