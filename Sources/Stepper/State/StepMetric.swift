internal import Documents
internal import Presentation

/// A figure of a stage that can be looked at from stage to stage.
enum StepMetric: String, CaseIterable, Hashable, Sendable {
  case figure = "level"
  case latency = "p50"
  case slowest = "p99"
  case processor = "CPU a call"
  case requests = "requests a call"
  case pages = "pages a request"
  case metadata = "metadata bytes a call"
  case allocations = "allocations a call"
  case pins = "pins a call"

  func value(of stage: StageResult) -> Double? {
    guard stage.isMeasured else { return nil }
    return switch self {
    case .figure: stage.median
    case .latency: stage.latencyUs?.p50
    case .slowest: stage.latencyUs?.shownP99
    case .processor: stage.cpuUsPerCall
    case .requests: stage.counters.known(.requestsPerCall)
    case .pages: stage.counters.known(.pagesPerRequest)
    case .metadata: stage.counters.known(.metadataBytesPerCall)
    case .allocations: stage.counters.known(.allocationsPerCall)
    case .pins: stage.counters.known(.pagePinsPerCall)
    }
  }

  func name(in workload: WorkloadResult) -> String {
    self == .figure ? "level \(workload.unit)" : rawValue
  }

  /// Writes a value of the metric; times in a unit that fits them.
  func text(_ value: Double, in workload: WorkloadResult) -> String {
    switch self {
    case .latency, .slowest, .processor: TimeText.microseconds(value)
    case .figure: Self.text(value, unit: workload.unit)
    default: Self.text(value)
    }
  }

  /// Writes a sample.
  static func text(_ value: Double, unit: String) -> String {
    TimeText.isTime(unit) ? TimeText.figure(value) : text(value)
  }

  static func text(_ value: Double) -> String {
    Columns.number(
      value, decimals: value == value.rounded() || value >= 1000 ? 0 : value >= 100 ? 1 : 2)
  }

  /// The metrics that a workload has figures of.
  static func all(of workload: WorkloadResult) -> [StepMetric] {
    allCases.filter { metric in
      metric == .figure
        || workload.stages.contains { metric.value(of: $0).map { $0 > 0 } ?? false }
    }
  }
}
