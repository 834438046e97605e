import Documents
import Failures
import Testing

@testable import Replay

struct TracingTests {
  private func trace(
    _ calls: TraceCalls, _ told: Told = Told(),
    _ change: (inout TraceCallsRequest) -> Void = { _ in }
  ) async throws(Failure) -> [TraceLine] {
    var request = TraceCallsRequest(calls)
    change(&request)
    var lines: [TraceLine] = []
    try await request.perform(.test, told.notices) { line throws(Failure) in
      if let line = line as? TraceLine { lines.append(line) }
    }
    return lines
  }

  private func failure(
    _ calls: TraceCalls, _ change: (inout TraceCallsRequest) -> Void = { _ in }
  ) async -> Failure? {
    do throws(Failure) { _ = try await trace(calls, Told(), change) } catch { return error }
    return nil
  }

  private let call = TraceCalls.one(op: .write, offset: 0, segments: "0:4096,512:4096")

  @Test func `one call is traced at the last stage, or at the one that is named`() async throws {
    #expect(try await trace(call).map(\.requests.count) == [1])
    #expect(try await trace(call) { $0.stage = 0 }.map(\.requests.count) == [2])
    #expect(try await trace(call).map(\.result) == [8192])
  }

  @Test func `shapes are read from lines, and empty ones are passed over`() async throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "shapes",
      """
      {"op": "read", "offset": 0, "segments": [[0, 4096]]}

      {"op": "read", "offset": 0, "segments": [[0, 8192]], "reply": {"at": 0, "short": 1000}}

      """)
    #expect(try await trace(.file(file)).map(\.result) == [4096, 1000])
    let broken = try scratch.file("broken", "\n{\"op\": \"read\"}\n")
    let found = await failure(.file(broken))
    #expect(found?.exitClass == .badInput)
    #expect(found?.message.hasPrefix("\(broken):2: ") == true)
    #expect(await failure(.file("/nowhere"))?.exitClass == .noInput)
  }

  @Test(arguments: [
    ("{\"op\": \"read\"", "not JSON"),
    ("{\"op\": \"read\", \"offset\": 0}", "`segments` is missing"),
    ("{\"op\": \"seek\", \"offset\": 0, \"segments\": []}", "must be `read` or `write`"),
    ("{\"op\": \"read\", \"offset\": -1, \"segments\": []}", "out of range"),
    ("{\"op\": \"read\", \"offset\": 0, \"segments\": [[4096, 1]]}", "segment 0 starts at 4096"),
    ("{\"op\": \"read\", \"offset\": 0, \"segments\": [[0, 1]], \"fault\": 1}", "`fault`"),
    (
      "{\"op\": \"write\", \"offset\": 18446744073709551615, \"segments\": [[0, 8192]]}",
      "beyond byte 9223372036854775807"
    ),
    (
      "{\"op\": \"read\", \"offset\": 9223372036854775807, \"segments\": [[0, 1]]}",
      "beyond byte 9223372036854775807"
    ),
    (
      "{\"op\": \"read\", \"offset\": 0, \"segments\": [[0, 1]], \"fualt\": 0}",
      "unknown key `fualt`; expected op, offset, segments, fault, reply"
    ),
    (
      "{\"op\": \"read\", \"offset\": 0, \"segments\": [], \"reply\": {\"shrot\": 1}}",
      "unknown key `reply.shrot`; expected at, short, error"
    ),
  ])
  func `a shape that is none is told with its line`(shape: String, says: String) async throws {
    let scratch = try Scratch()
    let good = "{\"op\": \"read\", \"offset\": 0, \"segments\": [[0, 1]]}\n"
    let file = try scratch.file("shapes", good + "\n" + shape + "\n")
    let found = await failure(.file(file))
    #expect(found?.exitClass == .badInput)
    #expect(found?.message.hasPrefix("\(file):3: ") == true)
    #expect(found?.message.contains(says) == true, "\(found?.message ?? "")")
  }

  @Test func `a reply is for the server in memory alone`() async throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "shapes",
      #"{"op": "read", "offset": 0, "segments": [[0, 1]], "reply": {"at": 0, "error": 5}}"#)
    let refusal = Failure(.usage, "`reply` can only be given to the server in memory")
    #expect(await failure(.file(file)) { $0.lane = .kernel } == refusal)
    #expect(await failure(.file(file)) { $0.server.socket = "/s" } == refusal)
  }

  @Test func `what cannot be traced is wrong usage`() async {
    #expect(
      await failure(.one(op: .read, offset: 0, segments: "0:1:2"))
        == Failure(.usage, "--segments: `0:1:2` is not A:L"))
    #expect(
      await failure(call) { $0.stage = 12 }
        == Failure(.usage, "--stage 12: the series has stages 0 to 11"))
    #expect(await failure(call) { $0.patches = .without([9]) }?.exitClass == .usage)
    #expect(
      await failure(call) {
        $0.lane = .kernel
        $0.stage = 1
      } == Failure(.usage, "--lane kernel: the running kernel has no stages"))
    #expect(
      await failure(call) {
        $0.server.socket = "/s"
        $0.server.path = "f"
      } == Failure(.usage, "--path names a file that is only read; `op` must be `read`"))
  }

  @Test func `limits below a page count as one, which is told`() async throws {
    let told = Told()
    #expect(
      try await trace(.one(op: .write, offset: 0, segments: "0:8192"), told) { $0.maxWrite = 1 }
        .map(\.requests.count) == [2])
    #expect(
      told.lines == [
        "patch-replay: --max-write 1 counts as 4096, one page, as in the kernel"
      ])
  }
}
