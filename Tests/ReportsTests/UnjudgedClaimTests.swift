import Documents
import Reports
import TestSupport
import Testing

/// What a cover letter claims of the whole series is not judged by a part of it.
struct UnjudgedClaimTests {
  private func run(_ reason: UnjudgedReason) -> Run {
    var run = SampleRun.make()
    run.lanes[.engine]?.workloads[0].claim = nil
    run.lanes[.engine]?.workloads[0].unjudgedClaim = UnjudgedClaim(
      before: 107, after: 480, ratio: 480 / 107, reason: reason)
    return run
  }

  @Test(arguments: UnjudgedReason.allCases)
  func `text and page tell the claim, and why it is not judged`(reason: UnjudgedReason) throws {
    #expect(
      TextReport(run(reason)).render().contains(
        "writev:32x4k: claimed 107 → 480 MB/s (×4.49) for the whole series, not judged: \(reason)\n"
      ))
    let page = try HTMLReport(run(reason)).render()
    #expect(page.contains("<td>not judged: \(reason)</td>"))
    #expect(!page.contains("as claimed") && !page.contains("more than claimed"))
  }

  @Test func `the document is as the schema says`() throws {
    var check = try SchemaCheck.run()
    try check.check(JSONText.pretty(run(.leftOut)))
    #expect(check.faults.isEmpty, "\(check.faults)")
  }
}
