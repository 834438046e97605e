import Foundation
import Rounds
import TestSupport
import Testing

@testable import patch_replay

/// Ctrl-C ends the measurement that runs when it is pressed, and no other.
struct InterruptSignalsTests {
  @Test func `a signal that is heard of late asks nobody`() {
    let target = InterruptTarget()
    let (first, second) = (StopToken(), StopToken())
    #expect(target.token(of: target.generation) == nil)
    target.change(to: first)
    let early = target.generation
    #expect(target.token(of: early) === first)
    target.change(to: second)
    #expect(target.token(of: early) == nil)
    #expect(target.token(of: target.generation) === second)
    let late = target.generation
    target.change(to: nil)
    #expect(target.token(of: late) == nil)
    #expect(target.token(of: target.generation) == nil)
  }

  @Test func `a prompt goes on after a measurement that was interrupted`() throws {
    let scratch = try Scratch()
    let ran = try Tools.patchReplay(
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--rounds", "40", "--workload", "writev:32x4k",
      "--json")
    #expect(ran.status == 0, "\(ran.errors)")
    // As many fresh rounds confirm a patch as the run had: these do not end by themselves.
    var document = try ran.json()
    var settings = try #require(document["settings"] as? [String: Any])
    settings["rounds"] = 10_000
    document["settings"] = settings
    let kept = try scratch.file(
      "run.json",
      String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self))
    let keys = scratch.url.appendingPathComponent("keys").path
    #expect(mkfifo(keys, 0o600) == 0)
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let tool = try RunningTool(
      "sh", ["-c", "exec \(program) step \(kept) --plain < \(keys)"], in: scratch.url)
    // Opened for both, so that it does not wait for the other end.
    let input = try #require(FileHandle(forUpdatingAtPath: keys))
    defer { try? input.close() }
    try input.write(contentsOf: Data("goto 10\nconfirm\n".utf8))
    try #require(
      tool.wait { $0.text.contains("/10000 of stages 9 and 10") }, "\(tool.text) \(tool.errors)")
    tool.send(SIGINT)
    try #require(tool.wait { $0.text.contains("stopped; ") }, "\(tool.text) \(tool.errors)")
    try input.write(contentsOf: Data("goto 9\nmeasure\nquit\nno\n".utf8))
    #expect(tool.end() == 0)
    #expect(tool.text.contains("fresh rounds"), "\(tool.text)")
  }
}
