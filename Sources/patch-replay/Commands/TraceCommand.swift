import ArgumentParser
import Documents
import Failures
import Replay
import Reports

extension CallOperation: ExpressibleByArgument {}

/// `trace`: the FUSE requests that one direct-I/O call makes.
struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show the FUSE requests that one direct-I/O call makes.",
    discussion: """
      One call:     patch-replay trace --stage 0 --op write --offset 0 --segments 0:4096,512:4096
      Many calls:   patch-replay trace --stage \(TraceCallsRequest.lastStage) --shapes shapes.jsonl   (or - for standard input)

      A shape is one JSON line:
        {"op": "read", "offset": 8192, "segments": [[0, 4096], [100, 300]]}
      with "fault": 1 where segment 1 is unmapped, and "reply": {"at": 0, "short": 1000} or
      {"at": 0, "error": 5} where request 0 is not answered in full. Other keys are refused.
      Without a server the engine answers itself in memory. One JSON line a call is printed.
      --lane kernel makes the calls on a mount of the running kernel and prints what the server saw.
      """)

  @Option(
    parsing: .unconditional,
    help:
      "The stage, 0 (before the series) to \(TraceCallsRequest.lastStage) (default: the last one).")
  var stage: Int?

  @Option(help: ArgumentHelp("Who makes the requests: engine or kernel.", valueName: "lane"))
  var lane = PathLane.engine

  @Option(help: "The call.")
  var op: CallOperation?

  @Option(parsing: .unconditional, help: "Where in the file the call starts, in bytes.")
  var offset: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "The user buffer's segments: offset in the page and length of each.",
      valueName: "A:L,A:L,…"))
  var segments: String?

  @Option(
    help: ArgumentHelp("Shapes of calls as JSON lines; - reads standard input.", valueName: "file"))
  var shapes: String?

  @Option(
    parsing: .unconditional,
    help: "Bytes in one READ at most; less than a page of 4096 counts as a page.")
  var maxRead = Int(UInt32.max)

  @Option(
    parsing: .unconditional,
    help: "Bytes in one WRITE at most; less than a page of 4096 counts as a page.")
  var maxWrite = 131_072

  @OptionGroup var patches: PatchChoiceOptions
  @OptionGroup var server: ServerOptions

  func validate() throws {
    guard (shapes == nil) != (segments == nil) else {
      throw ValidationError("Say either --segments, with --op, or --shapes.")
    }
    _ = try calls
    guard maxRead > 0, maxWrite > 0 else {
      throw ValidationError("--max-read and --max-write must be positive.")
    }
  }

  private var calls: TraceCalls {
    get throws {
      if let shapes { return .file(shapes) }
      guard let op else { throw ValidationError("--op must be read or write.") }
      return .one(op: op, offset: offset, segments: segments ?? "")
    }
  }

  func run() async throws {
    var request = TraceCallsRequest(try calls)
    request.stage = stage
    request.patches = patches.choice
    request.lane = lane
    request.maxRead = maxRead
    request.maxWrite = maxWrite
    request.server = server.choice
    try await request.perform(PatchReplay.invocation, .terminal) { line throws(Failure) in
      let text = try Failure.classifying { try JSONText.line(line) }
      try Terminal.print(text + "\n")
    }
  }
}
