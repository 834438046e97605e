internal import Documents
internal import EngineLane
package import Failures
internal import FuseEngine
internal import FuseSeries
internal import Rounds

/// Asks for the FUSE requests that direct-I/O calls make.
package struct TraceCallsRequest: Sendable {
  /// The calls.
  package var calls: TraceCalls
  /// The stage, 0 for the state before the series; the last one where nil.
  package var stage: Int?
  /// Which of the series' patches are applied.
  package var patches = PatchChoice.all
  /// Who makes the requests.
  package var lane = PathLane.engine
  /// Bytes in one READ at most.
  package var maxRead = Int(UInt32.max)
  /// Bytes in one WRITE at most.
  package var maxWrite = 131_072
  /// The server; one in memory where it is not foreign.
  package var server = ServerChoice()

  package init(_ calls: TraceCalls) { self.calls = calls }

  /// The series whose stages are traced.
  private static let plan = PlanRegistry.all.standard

  /// The last stage of that series.
  package static var lastStage: Int { plan.steps.count }

  /// Makes the calls.
  ///
  /// - Parameters:
  ///   - invocation: How this program was started.
  ///   - notices: Takes what the user should know.
  ///   - emit: Takes a document for each call, in order.
  /// - Throws: ``Failure`` where a call cannot be made, and what `emit` throws.
  package func perform(
    _ invocation: Invocation, _ notices: Notices,
    emit: (any Encodable & Sendable) throws(Failure) -> Void
  ) async throws(Failure) {
    let calls = try calls.read()
    switch lane {
    case .kernel: for line in try await kernelLines(calls, invocation) { try emit(line) }
    case .engine: try await traceEngine(calls, invocation, notices, emit: emit)
    }
  }

  private func traceEngine(
    _ calls: [CallShape], _ invocation: Invocation, _ notices: Notices,
    emit: (any Encodable & Sendable) throws(Failure) -> Void
  ) async throws(Failure) {
    let design = try self.design()
    let limits = Limits(readBytes: maxRead, writeBytes: maxWrite)
    for (option, asked, bytes) in [
      ("--max-read", maxRead, limits.readBytes), ("--max-write", maxWrite, limits.writeBytes),
    ] where asked != bytes {
      notices("patch-replay: \(option) \(asked) counts as \(bytes), one page, as in the kernel")
    }
    guard server.isForeign else {
      do {
        var tracer = try Tracer.inMemory(design: design, limits: limits)
        for call in calls { try emit(tracer.line(for: call)) }
        return try tracer.finish()
      } catch {
        throw Failure(untyped: error)
      }
    }
    for line in try await serverLines(calls, design, limits, invocation) { try emit(line) }
  }

  private func serverLines(
    _ calls: [CallShape], _ design: EngineDesign, _ limits: Limits, _ invocation: Invocation
  ) async throws(Failure) -> [any Encodable & Sendable] {
    try Self.refuseReplies(calls)
    let file = try file(for: calls, invocation)
    let place = try server.place(invocation)
    do {
      return try await place.serve(stop: StopToken()) {
        [caller = invocation.caller] descriptor, _ in
        var connection = Connection(
          transport: SocketTransport(adopting: descriptor), design: design, limits: limits,
          caller: caller)
        try connection.initialize()
        var tracer = try Tracer.onServer(connection, file: file)
        let lines = try calls.map { try tracer.line(for: $0) }
        try tracer.finish()
        return lines
      }
    } catch {
      throw Failure(untyped: error)
    }
  }

  private func kernelLines(
    _ calls: [CallShape], _ invocation: Invocation
  ) async throws(Failure) -> [any Encodable & Sendable] {
    try Self.refuseReplies(calls)
    guard stage == nil, !patches.isGiven else {
      throw Failure(.usage, "--lane kernel: the running kernel has no stages")
    }
    guard case .command(let command) = try server.place(invocation), server.path == nil else {
      throw Failure(.usage, "--lane kernel takes a server that can be mounted, and its own file")
    }
    let byteCount = try calls.reach()
    do {
      return try await KernelTracer.trace(calls, byteCount: byteCount, against: command)
    } catch {
      throw Failure(untyped: error)
    }
  }

  private static func refuseReplies(_ calls: [CallShape]) throws(Failure) {
    guard calls.allSatisfy({ $0.exception == nil }) else {
      throw Failure(.usage, "`reply` can only be given to the server in memory")
    }
  }

  /// The file to trace on a server.
  private func file(
    for calls: [CallShape], _ invocation: Invocation
  ) throws(Failure) -> TraceFile {
    if let path = server.path {
      guard calls.allSatisfy({ $0.direction == .read }) else {
        throw Failure(.usage, "--path names a file that is only read; `op` must be `read`")
      }
      return .existing(path: path)
    }
    return .sparse(
      name: "patch-replay-trace-\(invocation.caller.process)", byteCount: try calls.reach())
  }

  private func design() throws(Failure) -> EngineDesign {
    let plan = Self.plan
    let last = stage ?? plan.steps.count
    guard 0...plan.steps.count ~= last else {
      throw Failure(.usage, "--stage \(last): the series has stages 0 to \(plan.steps.count)")
    }
    let steps = try patches.choose(from: plan.numbers.map { StepNumber($0) }).filter {
      $0.rawValue <= last
    }
    do throws(PlanError) {
      return try plan.designs(applying: steps.map { StageStep.Number($0) }).last ?? plan.base
    } catch {
      throw Failure(.usage, error.description)
    }
  }
}
