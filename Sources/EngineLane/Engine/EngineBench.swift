internal import Documents
internal import Foundation
internal import FuseEngine
internal import Rounds
internal import Synchronization

/// The engine at work against one server, on one thread or on several that share a connection.
struct EngineBench: ~Copyable {
  private var first: EngineJob
  private let others: [JobWorker]
  private let serverProcess: Int32
  /// What a reader of the results should know of the way to the server.
  let warnings: [Warning]

  /// Negotiates with the server and makes a connection for each thread.
  ///
  /// - Parameters:
  ///   - descriptor: The socket to the server; it is closed with the bench.
  ///   - jobs: Threads at most.
  ///   - caller: Whose requests these are.
  ///   - serverProcess: The server's process number, 0 where it is unknown.
  ///   - movesPagesByAddress: Whether the server was told to expect that proposal.
  ///   - signal: Interrupts the requests that callers wait for.
  /// - Throws: ``ConnectionError`` where the server refuses.
  init(
    adopting descriptor: Int32, jobs: Int, caller: Caller, serverProcess: Int32,
    movesPagesByAddress: Bool, signal: CallerSignal
  ) throws {
    self.serverProcess = serverProcess
    var access: PeerAccess?
    var warnings: [Warning] = []
    if movesPagesByAddress {
      do throws(ErrorNumber) {
        access = try PeerAccess(
          proposingOn: descriptor, to: serverProcess, caller: signal)
      } catch {
        warnings.append(.payloadCopiedTwice("\(error)"))
      }
    }
    self.warnings = warnings
    guard jobs > 1 else {
      var connection = Connection(
        transport: SocketTransport(adopting: descriptor, access: access, caller: signal),
        design: .beforeScatterGather, caller: caller)
      try connection.initialize()
      first = EngineJob(connection: connection)
      others = []
      return
    }
    let socket = SharedSocket(adopting: descriptor, access: access)
    var connection = Connection(
      transport: SharedSocket.Port(socket, caller: signal),
      design: .beforeScatterGather, caller: caller)
    try connection.initialize()
    let session = connection.session
    others = (1..<jobs).map { job in JobWorker(socket, session, job: job, signal: signal) }
    first = EngineJob(connection: connection)
  }

  /// Bytes of all files.
  var fileBytes: Int { first.fileBytes + others.reduce(0) { $0 + $1.fileBytes } }

  /// Makes the subjects of a workload, one for each thread.
  mutating func begin(
    _ run: WorkloadRun, at index: Int, fileName: String, path: String?
  ) throws {
    try first.begin(run.workload, at: index, fileName: fileName, path: path)
    for (job, other) in others.prefix(run.jobs - 1).enumerated() {
      try other.begin(
        run.workload, at: index, fileName: "\(fileName)-\(job + 1)", path: path)
    }
  }

  /// Removes the files and ends the session, as far as the server still answers.
  ///
  /// - Parameter isReachable: Whether it does.
  /// - Returns: The names of the files that are left.
  mutating func end(isReachable: Bool) -> [String] {
    var isReachable = isReachable
    var left = first.removeFiles(&isReachable)
    for other in others { left += other.removeFiles(&isReachable) }
    // Nothing hangs on the answer: the server ends with the socket too.
    if isReachable { try? first.destroy() }
    return left
  }

  /// Measures one cell on as many threads as the workload wants.
  mutating func measure(
    _ run: WorkloadRun, at index: Int, design: EngineDesign, _ length: CellLength
  ) throws -> EngineCell {
    let barrier = CellBarrier(threads: run.jobs)
    let helpers = others.prefix(run.jobs - 1).map { worker in
      HelperThread {
        try worker.measure(index, design: design, length, barrier: barrier)
      }
    }
    let own = Result { () throws -> EngineCell in
      try first.measure(
        index, design: design, length, barrier: barrier, serverProcess: serverProcess)
    }
    let results = helpers.map { $0.join() }
    var cell = try own.get()
    for result in results { cell.add(try result.get()) }
    return cell
  }
}

/// A job that other threads run, one at a time.
private final class JobWorker: Sendable {
  private let job: Mutex<EngineJob>

  init(
    _ socket: SharedSocket, _ session: Connection.Session, job number: Int, signal: CallerSignal
  ) {
    job = Mutex(
      EngineJob(
        connection: Connection(
          transport: SharedSocket.Port(socket, caller: signal), session: session,
          job: number)))
  }

  var fileBytes: Int { job.withLock { $0.fileBytes } }

  func begin(
    _ workload: Workload, at index: Int, fileName: String, path: String?
  ) throws {
    try job.withLock {
      try $0.begin(workload, at: index, fileName: fileName, path: path)
    }
  }

  func removeFiles(_ isReachable: inout Bool) -> [String] {
    job.withLock { $0.removeFiles(&isReachable) }
  }

  func measure(
    _ index: Int, design: EngineDesign, _ length: CellLength, barrier: CellBarrier
  ) throws -> EngineCell {
    try job.withLock {
      try $0.measure(index, design: design, length, barrier: barrier)
    }
  }
}

/// A thread that computes one cell.
private final class HelperThread: Sendable {
  private let result: Mutex<Result<EngineCell, any Error>?> = Mutex(nil)
  private let done = DispatchSemaphore(value: 0)

  init(_ work: @escaping @Sendable () throws -> EngineCell) {
    Thread.detachNewThread { [self] in
      let outcome = Result { try work() }
      result.withLock { $0 = outcome }
      done.signal()
    }
  }

  /// Waits for the thread's end.
  func join() -> Result<EngineCell, any Error> {
    done.wait()
    return result.withLock { $0 } ?? .failure(CancellationError())
  }
}
