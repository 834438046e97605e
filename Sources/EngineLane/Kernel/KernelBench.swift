internal import Documents
internal import FuseEngine
internal import Glibc
internal import Rounds

/// The running kernel at work: its calls on files of a FUSE mount.
///
/// The files are opened already, so that any thread can use them.
final class KernelBench {
  private let files: [KernelFile]
  /// Files without a server, one for each workload; none where the mount is somebody else's.
  private let memoryFiles: [KernelFile]
  private let serverProcess: Int32

  /// Makes a file for each workload on a mount.
  init(
    _ workloads: [WorkloadRun], on mount: DetachedMount, serverProcess: Int32
  ) throws {
    self.serverProcess = serverProcess
    files = try workloads.enumerated().map { index, run in
      let transfer = try run.kernelTransfer
      let name = "patch-replay-\(getpid())-\(index)"
      return try KernelFile(
        adopting: mount.makeFile(name), name: name, isOwn: true, transfer)
    }
    memoryFiles = try workloads.map { run in
      var name = Array("/dev/shm/patch-replay-XXXXXX".utf8CString)
      let descriptor = mkstemp(&name)
      guard descriptor >= 0 else { throw MountError.notOpened(path: "/dev/shm", .current) }
      unlink(name)
      return try KernelFile(
        adopting: descriptor, name: "a file in memory", isOwn: true, run.kernelTransfer)
    }
  }

  /// Opens a file that is there already for each workload.
  ///
  /// - Parameters:
  ///   - workloads: What to measure.
  ///   - path: The file, on any FUSE mount.
  ///   - isWritable: Whether it may be written, with the bytes that it holds.
  /// - Throws: ``MountError``, or ``MeasurementError`` where the file is too small.
  init(_ workloads: [WorkloadRun], file path: String, isWritable: Bool) throws {
    serverProcess = 0
    memoryFiles = []
    files = try workloads.map { run in
      let transfer = try run.kernelTransfer
      guard transfer.direction == .read || isWritable else {
        throw MountError.unusable(
          path: path, reason: "\(run) would write to it; say --write to allow that")
      }
      let flags = (transfer.direction == .read ? O_RDONLY : O_RDWR) | O_CLOEXEC
      let descriptor = open(path, flags | Int32(OpenFlag.direct))
      guard descriptor >= 0 else {
        let error = ErrorNumber.current
        if error.isServerEnd { throw MeasurementError.serverEnded(file: path, error) }
        throw MountError.notOpened(path: path, error)
      }
      var attributes = stat()
      fstat(descriptor, &attributes)
      let type = MountTable.type(ofDevice: UInt64(attributes.st_dev)) ?? "unknown"
      guard type.hasPrefix("fuse") else {
        close(descriptor)
        throw MountError.unusable(
          path: path, reason: "is not on a FUSE mount but on one of type \(type)")
      }
      return try KernelFile(adopting: descriptor, name: path, isOwn: false, transfer)
    }
  }

  /// Bytes of the files.
  var fileBytes: Int { files.reduce(0) { $0 + $1.byteCount } }

  /// Measures one cell on a file that has no server.
  func measureInMemory(_ index: Int, _ length: CellLength) throws -> EngineCell {
    guard memoryFiles.indices.contains(index) else { throw MeasurementError.noSubject(index) }
    return try measure(memoryFiles[index], .vectored, length)
  }

  /// Measures one cell on the mount.
  func measure(
    _ index: Int, _ style: KernelFile.CallStyle, _ length: CellLength
  ) throws -> EngineCell {
    try measure(files[index], style, length)
  }

  /// Measures one cell: a call to warm up, then timed calls, then a check of the data.
  private func measure(
    _ file: KernelFile, _ style: KernelFile.CallStyle, _ length: CellLength
  ) throws -> EngineCell {
    file.limitPass(to: length.calls)
    file.prepare()
    try file.call(style, block: 0)
    // Other data than the warm-up's, so that the check is one of what was timed.
    file.prepare()
    var durations: [UInt32] = []
    durations.reserveCapacity(256)
    let requests = file.requestCount
    let serverTime = Clock.processorTime(of: serverProcess)
    let processorTime = Clock.threadProcessorTime
    let start = Clock.now
    var now = start
    var block = 0
    repeat {
      try file.call(style, block: block)
      let after = Clock.now
      durations.append(UInt32(clamping: after - now))
      now = after
      block = (block + 1) % file.blocks
    } while block != 0 || now - start < length.duration
    let ownTime = Clock.threadProcessorTime - processorTime
    let serversTime = Clock.processorTime(of: serverProcess) - serverTime
    var counters = Counters()
    // Only the server can tell of requests; all else is the kernel's own affair.
    var unknown = StageCounters.Counter.allCases
    if let requests, let after = file.requestCount {
      counters.requests = after - requests
      unknown.removeAll { $0 == .requestsPerCall }
    }
    try file.verify()
    return EngineCell(
      calls: durations.count, bytes: durations.count * file.transfer.byteCount,
      time: start...now, processorTime: ownTime + serversTime, counters: counters,
      unknown: unknown, durations: durations)
  }
}

extension WorkloadRun {
  /// The transfer that the kernel is asked for; the other paths cannot be asked for by a call.
  fileprivate var kernelTransfer: DirectTransfer {
    get throws(WorkloadError) {
      guard case .direct(let transfer) = workload.call, jobs == 1 else {
        throw WorkloadError(
          text: description,
          reason: "the kernel lane measures \(WorkloadKind.systemCallNames) on one job")
      }
      return transfer
    }
  }
}
