internal import Documents
internal import FuseEngine
internal import FuseSeries
internal import Statistics

/// What is measured in each round: a stage of the engine, or a kernel call style.
enum Variant {
  case stage(StageUnderTest)
  case kernel(KernelFile.CallStyle)
  /// One call for the vector on a file in memory, with no server: what no file system can beat.
  case memoryFile
}

extension Variant {
  /// The patch that led here; nil for the base and for the kernel's calls.
  var patch: PatchNumber? {
    switch self {
    case .stage(let stage): stage.patch
    case .kernel, .memoryFile: nil
    }
  }

  /// The step that led here; nil for the base and for the kernel's calls.
  var stepNumber: StepNumber? {
    switch self {
    case .stage(let stage): stage.number
    case .kernel, .memoryFile: nil
    }
  }

  /// What to call it in a table.
  var title: String {
    switch self {
    case .stage(let stage): stage.step?.subject ?? "before the series"
    case .kernel(.perSegment): "one call for each segment"
    case .kernel(.vectored): "one call for the vector"
    case .memoryFile: "the same call on a file in memory"
    }
  }

  /// What to call it while it is measured.
  var name: String {
    switch self {
    case .stage(let stage):
      stage.step.map { step in
        (stage.patch.map { "patch \($0): " } ?? "") + step.subject
      } ?? "before the series"
    case .kernel, .memoryFile: "kernel: \(title)"
    }
  }

  var subject: String? { step?.subject }
  var promise: String? { step?.promise.description }

  /// The engine's design, field by field; nothing for the kernel.
  var design: [String: String] {
    guard case .stage(let stage) = self else { return [:] }
    return Dictionary(uniqueKeysWithValues: stage.design.fields.map { ($0.name, $0.value) })
  }

  func fieldsChanged(from earlier: Variant) -> [String] {
    guard case .stage(let stage) = self, case .stage(let before) = earlier else { return [] }
    return stage.design.differences(from: before.design).map(\.field)
  }

  private var step: StageStep? {
    if case .stage(let stage) = self { stage.step } else { nil }
  }
}

extension EngineExperiment {
  /// All that is measured, in the order of the first pass.
  var variants: [Variant] {
    stages.map { .stage($0) }
      + (includesKernel ? KernelFile.CallStyle.allCases.map { .kernel($0) } : [])
      + (includesMemoryFile ? [.memoryFile] : [])
  }

  /// The throughputs before the first round.
  func emptyCube() -> Cube<Double> { Cube(variantCounts: workloads.map { _ in variants.count }) }

  /// What the variants did before the first round, by workload and variant.
  var emptyTotals: [[VariantTotals]] {
    workloads.map { _ in variants.map { _ in VariantTotals() } }
  }
}
