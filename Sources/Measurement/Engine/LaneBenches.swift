internal import FuseEngine

/// The benches of the lanes that are measured in the same rounds.
struct LaneBenches: ~Copyable {
  private var engine: EngineBench?
  private let kernel: KernelBench?

  init(engine: consuming EngineBench?, kernel: KernelBench?) {
    self.engine = engine
    self.kernel = kernel
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
    _ run: WorkloadRun, at index: Int, _ contender: Contender, duration: Int64
  ) throws -> EngineCell {
    switch contender {
    case .stage(let stage):
      guard
        let cell = try engine?.measure(
          run, at: index, design: stage.design, duration: duration)
      else { throw MeasurementError.noSubject(index) }
      return cell
    case .kernel(let style):
      guard let kernel else { throw MeasurementError.noSubject(index) }
      return try kernel.measure(index, style, duration: duration)
    case .memoryFile:
      guard let kernel else { throw MeasurementError.noSubject(index) }
      return try kernel.measureInMemory(index, duration: duration)
    }
  }

  /// Removes the engine's files and ends its session.
  mutating func end() throws { try engine?.end() }
}
