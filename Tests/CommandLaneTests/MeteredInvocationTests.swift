import Testing

@testable import CommandLane

struct MeteredInvocationTests {
  @Test(
    arguments: [
      (nil, []), (0.1, [0, 2, 3]), (600, [7]), (1e-7, []),
    ] as [(Double?, [Int])])
  func `what is written is read back`(limit: Double?, processors: [Int]) {
    for command in ["true", "--report x", "--", "a 'b' \"c\"\n", ""] {
      var invocation = MeteredInvocation(command, report: "/a folder/--limit")
      invocation.limit = limit
      invocation.processors = processors
      #expect(MeteredInvocation(invocation.arguments) == invocation)
    }
  }

  @Test(arguments: [
    [], ["--report"], ["--report", "r"], ["--report", "r", "--"], ["--", "true"],
    ["--report", "r", "--limit", "soon", "--", "true"],
    ["--report", "r", "--pin", "1,x", "--", "true"], ["--report", "r", "--pin", "", "--", "true"],
    ["--report", "r", "--other", "1", "--", "true"], ["--report", "r", "--", "true", "false"],
  ])
  func `nothing else is read`(arguments: [String]) {
    #expect(MeteredInvocation(arguments) == nil)
  }
}
