import Foundation
import Reports
import RunModel
import TestSupport
import Testing

struct RunSchemaTests {
  private static func check() throws -> SchemaCheck {
    let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs")
    return try SchemaCheck(Data(contentsOf: docs.appendingPathComponent("run.schema.json")))
  }

  @Test func `a run is as the published schema says, key by key`() throws {
    var check = try Self.check()
    try check.check(JSONText.pretty(SampleRun.make()))
    try check.check(JSONText.pretty(EquivalenceShownTests.run()))
    #expect(check.faults.isEmpty)
  }

  @Test func `a run without a series is too`() throws {
    var run = SampleRun.make()
    run.series = nil
    run.apply = nil
    run.counted = nil
    var check = try Self.check()
    try check.check(JSONText.pretty(run))
    #expect(check.faults.isEmpty)
  }

  @Test func `a run with counters that are not known is too`() throws {
    var run = SampleRun.make()
    run.lanes["kernel"] = run.lanes["engine"]
    run.lanes["kernel"]?.workloads[0].stages[0].counters = .nothingKnown
    var check = try Self.check()
    try check.check(JSONText.pretty(run))
    #expect(check.faults.isEmpty)
  }

  @Test(arguments: [
    ("\"verdict\" : \"faster\"", "\"verdict\" : \"great\""),
    ("\"rounds\" : 3", "\"rounds\" : \"3\""),
    ("\"program\"", "\"programme\""), ("patch-replay.run/1", "patch-replay.run/9"),
  ])
  func `the check sees what is wrong`(change: (String, String)) throws {
    var check = try Self.check()
    try check.check(
      JSONText.pretty(SampleRun.make()).replacingOccurrences(of: change.0, with: change.1))
    #expect(!check.faults.isEmpty)
  }
}
