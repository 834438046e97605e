import ArgumentParser
import Documents
import EngineLane
import FuseEngine
import FuseSeries
import Reports

/// `trace`: the FUSE requests that one direct-I/O call makes.
struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show the FUSE requests that one direct-I/O call makes.",
    discussion: """
      One call:     patch-replay trace --stage 0 --op write --offset 0 --segments 0:4096,512:4096
      Many calls:   patch-replay trace --stage \(plan.steps.count) --shapes shapes.jsonl   (or - for standard input)

      A shape is one JSON line:
        {"op": "read", "offset": 8192, "segments": [[0, 4096], [100, 300]]}
      with "fault": 1 where segment 1 is unmapped, and "reply": {"at": 0, "short": 1000} or
      {"at": 0, "error": 5} where request 0 is not answered in full. Other keys are refused.
      Without a server the engine answers itself in memory. One JSON line a call is printed.
      --lane kernel makes the calls on a mount of the running kernel and prints what the server saw.
      """)

  /// The series whose stages are traced.
  private static let plan = PlanRegistry.all.standard

  @Option(
    help: "The stage, 0 (before the series) to \(plan.steps.count) (default: \(plan.steps.count)).")
  var stage: Int?

  @Option(help: ArgumentHelp("Who makes the requests: engine or kernel.", valueName: "lane"))
  var lane = Lane.engine

  @Option(help: "read or write.")
  var op: String?

  @Option(help: "Where in the file the call starts, in bytes.")
  var offset: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "The user buffer's segments: offset in the page and length of each.",
      valueName: "A:L,A:L,…"))
  var segments: String?

  @Option(
    help: ArgumentHelp("Shapes of calls as JSON lines; - reads standard input.", valueName: "file"))
  var shapes: String?

  @Option(help: "Bytes in one READ at most; less than a page of 4096 counts as one.")
  var maxRead = Int(UInt32.max)

  @Option(help: "Bytes in one WRITE at most; less than a page of 4096 counts as one.")
  var maxWrite = 131_072

  @OptionGroup var patches: PatchChoice
  @OptionGroup var server: ServerOptions

  func validate() throws {
    guard (shapes == nil) != (segments == nil) else {
      throw ValidationError("Say either --segments, with --op, or --shapes.")
    }
    guard shapes != nil || op != nil else { throw ValidationError("--op must be read or write.") }
    guard maxRead > 0, maxWrite > 0 else {
      throw ValidationError("--max-read and --max-write must be positive.")
    }
  }

  func run() async throws {
    let calls = try readShapes()
    if lane == .kernel { return try await traceKernel(calls) }
    let design = try self.design()
    let limits = Limits(readBytes: maxRead, writeBytes: maxWrite)
    Self.tell("--max-read", maxRead, countsAs: limits.readBytes)
    Self.tell("--max-write", maxWrite, countsAs: limits.writeBytes)
    guard server.isForeign else {
      var tracer = try Tracer.inMemory(design: design, limits: limits)
      for call in calls { try Terminal.print(JSONText.line(tracer.line(for: call)) + "\n") }
      return try tracer.finish()
    }
    guard calls.allSatisfy({ $0.exception == nil }) else {
      throw Failure(.usage, "`reply` can only be given to the server in memory")
    }
    let file = try traceFile(for: calls)
    let lines = try await server.place().serve { descriptor, _ in
      var connection = Connection(
        transport: SocketTransport(adopting: descriptor), design: design, limits: limits,
        caller: ServerOptions.caller)
      try connection.initialize()
      var tracer = try Tracer.onServer(connection, file: file)
      let lines = try calls.map { try JSONText.line(tracer.line(for: $0)) + "\n" }
      try tracer.finish()
      return lines
    }
    try Terminal.print(lines.joined())
  }

  /// Tells where a limit is not the one that was said.
  private static func tell(_ option: String, _ said: Int, countsAs bytes: Int) {
    guard said != bytes else { return }
    Terminal.report(
      "patch-replay: \(option) \(said) counts as \(bytes), one page, as in the kernel")
  }

  private func traceKernel(_ calls: [CallShape]) async throws {
    guard calls.allSatisfy({ $0.exception == nil }) else {
      throw Failure(.usage, "`reply` can only be given to the server in memory")
    }
    guard stage == nil, !patches.isGiven else {
      throw Failure(.usage, "--lane kernel: the running kernel has no stages")
    }
    guard case .command(let command) = try server.place(), server.path == nil else {
      throw Failure(.usage, "--lane kernel takes a server that can be mounted, and its own file")
    }
    let lines = try await KernelTracer.trace(
      calls, byteCount: Self.end(of: calls), against: command)
    for line in lines { try Terminal.print(JSONText.line(line) + "\n") }
  }

  /// How far the calls reach.
  private static func end(of calls: [CallShape]) throws(Failure) -> UInt64 {
    var end: UInt64 = 0
    for call in calls {
      guard let callEnd = call.end else {
        throw Failure(.badInput, "a shape reaches beyond the largest file")
      }
      end = max(end, callEnd)
    }
    return end
  }

  /// The file to trace on a server.
  private func traceFile(for calls: [CallShape]) throws(Failure) -> TraceFile {
    if let path = server.path {
      guard calls.allSatisfy({ $0.direction == .read }) else {
        throw Failure(.usage, "--path names a file that is only read; `op` must be `read`")
      }
      return .existing(path: path)
    }
    return .sparse(
      name: "patch-replay-trace-\(ServerOptions.caller.process)", byteCount: try Self.end(of: calls)
    )
  }

  private func design() throws -> EngineDesign {
    let plan = Self.plan
    let last = stage ?? plan.steps.count
    guard 0...plan.steps.count ~= last else {
      throw Failure(.usage, "--stage \(last): the series has stages 0 to \(plan.steps.count)")
    }
    let numbers = plan.numbers.map { StepNumber($0.rawValue) }
    let steps = try patches.choose(from: numbers).filter { $0.rawValue <= last }
    do throws(PlanError) {
      return try plan.designs(applying: steps.map { StageStep.Number($0) }).last ?? plan.base
    } catch {
      throw Failure(.usage, error.description)
    }
  }

  private func readShapes() throws -> [CallShape] {
    guard let shapes else {
      let pairs = try (segments ?? "").split(separator: ",").map { pair in
        let numbers = pair.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let start = numbers[0], let length = numbers[1] else {
          throw Failure(.usage, "--segments: `\(pair)` is not A:L")
        }
        return [start, length]
      }
      do throws(TraceError) {
        return [try CallShape(TraceShape(op: op ?? "", offset: offset, segments: pairs))]
      } catch {
        throw Failure(.usage, error.description)
      }
    }
    let lines = try InputFile.read(shapes).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return try lines.enumerated().compactMap { index, line in
      guard line.contains(where: { $0 > 32 }) else { return nil }
      do {
        return try CallShape(JSONText.read(TraceShape.self, from: line))
      } catch {
        throw Failure(.badInput, "\(shapes):\(index + 1): \(JSONText.explain(error))")
      }
    }
  }
}
