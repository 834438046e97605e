internal import FuseEngine

/// The benches of the lanes that are measured in the same rounds.
struct LaneBenches: ~Copyable {
  private var engine: EngineBench?
  private var kernel: KernelBench?

  init(engine: consuming EngineBench?, kernel: KernelBench?) {
    self.engine = engine
    self.kernel = kernel
  }

  /// Makes the files of both lanes; what was made before an error is there until ``end(after:)``.
  ///
  /// - Parameters:
  ///   - experiment: What is to be measured.
  ///   - caller: Whose requests these are; the files are named for its process.
  ///   - place: The kernel's mount and its server's process, where there is one.
  /// - Throws: The engine's errors, ``MeasurementError`` or ``MountError``.
  mutating func begin(
    _ experiment: EngineExperiment, as caller: Caller,
    on place: (mount: DetachedMount, process: Int32)?
  ) throws {
    for (index, run) in experiment.workloads.enumerated() {
      try engine?.begin(
        run, at: index, fileName: "patch-replay-\(caller.process)-\(index)", path: experiment.path)
    }
    kernel = try place.map {
      try KernelBench(experiment.workloads, on: $0.mount, serverProcess: $0.process)
    }
  }

  /// Bytes of the files of all lanes.
  var fileBytes: Int {
    let kernelBytes = kernel?.fileBytes ?? 0
    switch engine {
    case .some(let engine): return engine.fileBytes + kernelBytes
    case .none: return kernelBytes
    }
  }

  /// Measures one cell of one lane.
  mutating func measure(
    _ run: WorkloadRun, at index: Int, _ variant: Variant, _ length: CellLength
  ) throws -> EngineCell {
    switch variant {
    case .stage(let stage):
      guard
        let cell = try engine?.measure(
          run, at: index, design: stage.design, length)
      else { throw MeasurementError.noSubject(index) }
      return cell
    case .kernel(let style):
      guard let kernel else { throw MeasurementError.noSubject(index) }
      return try kernel.measure(index, style, length)
    case .memoryFile:
      guard let kernel else { throw MeasurementError.noSubject(index) }
      return try kernel.measureInMemory(index, length)
    }
  }

  /// Removes the engine's files and ends its session, as far as the server still answers.
  ///
  /// - Parameter error: What ended the measurement, if anything did.
  /// - Returns: The names of the files that are left.
  mutating func end(after error: (any Error)? = nil) -> [String] {
    engine?.end(isReachable: !(error?.endsExchange ?? false)) ?? []
  }
}
