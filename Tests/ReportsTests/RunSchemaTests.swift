import Documents
import Foundation
import Reports
import TestSupport
import Testing

struct RunSchemaTests {
  @Test func `a run is as the published schema says, key by key`() throws {
    var check = try SchemaCheck.run()
    try check.check(JSONText.pretty(SampleRun.make()))
    try check.check(JSONText.pretty(EquivalenceShownTests.run()))
    #expect(check.faults.isEmpty)
  }

  /// Keys may be added: no reader who goes by the schema may refuse a document for one.
  @Test func `the schema forbids no further key`() throws {
    let schema = try String(contentsOf: SchemaCheck.place, encoding: .utf8)
    #expect(!schema.replacing(/\s/, with: "").contains(#""additionalProperties":false"#))
  }

  @Test func `a run without a series is too`() throws {
    var run = SampleRun.make()
    run.series = nil
    run.apply = nil
    run.counted = nil
    var check = try SchemaCheck.run()
    try check.check(JSONText.pretty(run))
    #expect(check.faults.isEmpty)
  }

  @Test func `a run with counters that are not known is too`() throws {
    var run = SampleRun.make()
    run.lanes[.kernel] = run.lanes[.engine]
    run.lanes[.kernel]?.workloads[0].stages[0].counters = .nothingKnown
    var check = try SchemaCheck.run()
    try check.check(JSONText.pretty(run))
    #expect(check.faults.isEmpty)
  }

  @Test(arguments: [
    ("\"verdict\" : \"faster\"", "\"verdict\" : \"great\""),
    ("\"rounds\" : 3", "\"rounds\" : \"3\""),
    ("\"program\"", "\"programme\""), ("patch-replay.run/1", "patch-replay.run/9"),
  ])
  func `the check sees what is wrong`(change: (String, String)) throws {
    var check = try SchemaCheck.run()
    try check.check(
      JSONText.pretty(SampleRun.make()).replacingOccurrences(of: change.0, with: change.1))
    #expect(!check.faults.isEmpty)
  }
}
