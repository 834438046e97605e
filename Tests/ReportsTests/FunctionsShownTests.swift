import Documents
import Reports
import TestSupport
import Testing

/// A patch whose functions were looked at, in every format.
struct FunctionsShownTests {
  private static func run() -> Run {
    var run = SampleRun.make()
    for lane in run.lanes.keys where lane == .engine {
      run.lanes[lane]?.workloads[0].stages[1].functions = [
        FunctionChange(
          name: "hash<T>", file: "src/toy.c", line: 12, before: 6_900_000, after: 19_400_000,
          touched: true),
        FunctionChange(
          name: "[libc.so.6]", file: nil, line: nil, before: 900, after: 400, touched: false),
      ]
      run.lanes[lane]?.workloads[0].stages[1].otherFunctions = OtherFunctions(
        count: 3, before: 1000, after: 1001)
    }
    return run
  }

  @Test func `text names the functions, where they are, and whether the patch changes them`() {
    let text = TextReport(Self.run()).render().replacing("\n    ", with: " ")
    #expect(
      text.contains(
        "hash<T> (src/toy.c:12): 6.90 M → 19.40 M, +12.50 M, which this patch changes"))
    #expect(text.contains("[libc.so.6]: 900 → 400, −500"))
    #expect(text.contains("3 other functions: 1000 → 1001, +1"))
  }

  @Test func `Markdown has them as a table`() {
    let text = MarkdownReport(Self.run()).render()
    #expect(text.contains("| hash&lt;T> | src/toy.c:12 | 6.90 M | 19.40 M | +12.50 M | yes |"))
    #expect(text.contains("| 3 other functions |  | 1000 | 1001 | +1 |  |"))
  }

  @Test func `the page has them beside the diff`() throws {
    let page = try HTMLReport(Self.run()).render()
    #expect(page.contains("<code>hash&lt;T&gt;</code>"))
    #expect(page.contains("<td>src/toy.c:12</td>"))
    #expect(page.contains("● yes"))
  }

  @Test func `the document is as the published schema says`() throws {
    var run = Self.run()
    run.lanes[.engine]?.workloads[0].countedRuns = 2
    var check = try SchemaCheck.run()
    try check.check(JSONText.pretty(run))
    #expect(check.faults.isEmpty)
  }
}
