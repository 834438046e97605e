import Foundation
import Testing

/// What the process between `measure` and a command sees of it.
struct MeasureAccountingTests {
  private func report(_ command: String, _ options: String...) throws -> [String: Any] {
    let scratch = try Scratch()
    let file = scratch.url.appendingPathComponent("report.json")
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path,
      ["metered", "--report", file.path] + options + ["--", command])
    #expect(finished.status == 0, "\(finished.errors)")
    return try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  @Test(arguments: [
    ("exit 3", "exited", 3), ("kill -11 $$", "signalled", 11), ("sleep 60", "timed-out", 9),
    ("trap '' TERM INT; sleep 60; sleep 60", "timed-out", 9),
  ])
  func `a command's end is told`(command: String, end: String, code: Int) throws {
    let report = try report(command, "--limit", "0.5")
    #expect(report["end"] as? String == end)
    #expect(report["code"] as? Int == code)
  }

  @Test func `descendants that the command leaves behind are ended and counted`() throws {
    let report = try report("sleep 71 & setsid sleep 72 & (setsid sh -c 'sleep 73' &) ; exit 0")
    #expect(report["end"] as? String == "exited")
    #expect(report["left_behind"] as? Int ?? 0 >= 3)
    let running = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap {
      FileManager.default.contents(atPath: "/proc/\($0)/cmdline")
    }
    for seconds in ["71", "72", "73"] {
      #expect(!running.contains(Data("sleep\0\(seconds)\0".utf8)))
    }
  }

  @Test func `memory and faults of a grandchild are the command's`() throws {
    let large = "head -c 60000000 /dev/zero | tail -c 60000000 | wc -c"
    let report = try report("sh -c '\(large)'; true")
    let bytes = try #require(report["resident_bytes"] as? Int)
    #expect(bytes > 60_000_000)
    let small = try #require(try self.report("true")["resident_bytes"] as? Int)
    #expect(small < 20_000_000)
    let faults = try #require(report["minor_faults"] as? Int)
    #expect(faults > 60_000_000 / 65_536)
  }

  @Test func `the processors asked for are those of the command`() throws {
    let scratch = try Scratch()
    let list = scratch.url.appendingPathComponent("list").path
    let report = try report(
      "grep Cpus_allowed_list /proc/self/status > \(list)", "--pin", "0")
    #expect(report["code"] as? Int == 0)
    let text = try String(contentsOfFile: list, encoding: .utf8)
    #expect(text == "Cpus_allowed_list:\t0\n")
  }
}
