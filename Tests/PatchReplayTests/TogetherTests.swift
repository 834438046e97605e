import Foundation
import Testing

/// What several patches change together, measured by real commands.
@Suite(.serialized)
struct TogetherTests {
  /// Four commits whose command counts its own runs: the third one's figures swing from run to run, and
  /// from the fourth one on there is a tenth less, where `lasting` is not set in the first 13 runs only.
  private func measure(lasting: Bool) throws -> (workload: [String: Any], finished: Finished) {
    let scratch = try Scratch()
    let repository = scratch.url.appendingPathComponent("repository")
    try FileManager.default.createDirectory(at: repository, withIntermediateDirectories: true)
    try Tools.git("init", "-q", "-b", "main", ".", in: repository)
    for stage in 0..<4 {
      let swing = stage == 2 ? "(n % 2 ? 1.3 : 0.6)" : "1"
      let level = stage == 3 ? (lasting ? "900" : "(n < 14 ? 900 : 1000)") : "1000"
      let script = """
        f=\(scratch.url.path)/runs-\(stage)
        n=$(($(cat $f 2>/dev/null || echo -1) + 1))
        echo $n > $f
        awk -v n=$n 'BEGIN { printf "rate: %.4f req/s\\n", \(level) * \(swing) * (1 + (n * 7 + \(stage) * 5) % 12 / 4000) }'

        """
      try ToySeries.write(script, "bench.sh", in: repository)
      try Tools.git("add", "-A", in: repository)
      try Tools.git("commit", "-q", "-m", "bench: step \(stage)", in: repository)
    }
    let out = scratch.url.appendingPathComponent("out").path
    let finished = try Tools.run(
      "HOME=/",
      [
        Tools.products.appendingPathComponent("patch-replay").path, "measure", "--range",
        "main~3..main", "--repo", repository.path, "--build", "true", "--run", "sh bench.sh",
        "--rounds", "12", "--seed", "1", "--cache",
        scratch.url.appendingPathComponent("cache").path, "--out", out,
      ])
    let data = try Data(contentsOf: URL(fileURLWithPath: out + "/run.json"))
    try Schema.check(data)
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let lanes = document["lanes"] as? [String: [String: [[String: Any]]]]
    let rate = lanes?["command"]?["workloads"]?.first { $0["name"] as? String == "rate" }
    return (try #require(rate), finished)
  }

  private func changes(_ workload: [String: Any], _ key: String) -> [[String: Any]] {
    workload[key] as? [[String: Any]] ?? []
  }

  @Test func `what patches changed together is named once fresh rounds show it again`() throws {
    let (rate, finished) = try measure(lasting: true)
    let change = try #require(changes(rate, "attribution").first, "\(finished.text)")
    #expect(change["patches"] as? [Int] == [2, 3])
    let confirmed = try #require(change["confirmed"] as? [String: Any])
    #expect(confirmed["holds"] as? Bool == true)
    #expect(confirmed["rounds"] as? Int == 12)
    #expect(changes(rate, "unconfirmed").isEmpty)
    #expect(finished.text.contains("somewhere in patches 2–3"), "\(finished.text)")
  }

  @Test func `what fresh rounds do not show is blamed on nobody, and stays in the document`() throws
  {
    let (rate, finished) = try measure(lasting: false)
    #expect(changes(rate, "attribution").isEmpty)
    let denied = try #require(changes(rate, "unconfirmed").first, "\(finished.text)")
    #expect(denied["patches"] as? [Int] == [2, 3])
    #expect((denied["confirmed"] as? [String: Any])?["holds"] as? Bool == false)
    #expect(finished.text.contains("blamed on none"), "\(finished.text)")
    #expect(!finished.text.contains("somewhere in"))
  }
}
