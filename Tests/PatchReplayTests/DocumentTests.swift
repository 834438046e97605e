import Foundation
import TestSupport
import Testing

/// Real documents beside the published schema.
enum Schema {
  static func check(_ document: Data, sourceLocation: SourceLocation = #_sourceLocation) throws {
    var check = try SchemaCheck.run()
    try check.check(String(decoding: document, as: UTF8.self))
    #expect(check.faults.isEmpty, sourceLocation: sourceLocation)
  }
}

struct DocumentTests {
  private static let mailbox = Tools.fixture("fuse-dio-v2.mbox")

  @Test(arguments: [
    ["replay", mailbox, "--rounds", "6", "--workload", "writev:32x4k", "--confirm"],
    ["replay", mailbox, "--rounds", "1", "--workload", "metadata", "--without", "11"],
    ["replay", mailbox, "--rounds", "1", "--workload", "ioctl:4k"],
  ])
  func `what the engine lane writes is as the published schema says`(command: [String]) throws {
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let finished = try Tools.run(program, command + ["--json"])
    #expect(finished.status == 0, "\(finished.errors)")
    try Schema.check(finished.output)
  }

  @Test(
    .enabled(
      if: KernelLane.obstacle == nil,
      "SKIPPED, no document of the kernel lane is seen: \(KernelLane.obstacle ?? "")"))
  func `what the kernel lane writes is too`() throws {
    let both = try Tools.patchReplay(
      "replay", Self.mailbox, "--lane", "engine", "--lane", "kernel", "--rounds", "1",
      "--workload", "writev:32x4k", "--json")
    #expect(both.status == 0, "\(both.errors)")
    try Schema.check(both.output)
    let alone = try Tools.patchReplay("kernel", "--rounds", "1", "--json")
    try Schema.check(alone.output)
  }

  @Test func `what was measured is kept where the page cannot be written`() throws {
    let scratch = try Scratch()
    let page = scratch.url.appendingPathComponent("out/report.html/mine")
    try FileManager.default.createDirectory(at: page, withIntermediateDirectories: true)
    let out = scratch.url.appendingPathComponent("out")
    let finished = try Tools.patchReplay(
      "run", Self.mailbox, "--rounds", "1", "--workload", "read:4k", "--out", out.path)
    #expect(finished.status == 74)
    #expect(finished.text.contains("read:4k  MB/s"))
    #expect(finished.errors.contains("report.html: cannot be written"), "\(finished.errors)")
    try Schema.check(Data(contentsOf: out.appendingPathComponent("run.json")))
  }
}
