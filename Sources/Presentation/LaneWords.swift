package import Documents

/// How a lane is called.
extension LaneKind {
  /// What stands in front of a workload's name: nothing for the engine, which is the lane that most runs
  /// have.
  package var prefix: String {
    switch self {
    case .engine: ""
    case .kernel, .command: "\(rawValue): "
    }
  }

  /// What a row of its tables is.
  package var rowName: String { rowsArePatches ? "patch" : "call" }

  /// Whether requests and their memory are counted for it.
  package var hasCounters: Bool {
    switch self {
    case .engine, .kernel: true
    case .command: false
    }
  }

  /// Whether its figures may be in any unit and of any size; those of the others are throughputs, of which
  /// whole numbers tell enough.
  package var hasAnyUnit: Bool {
    switch self {
    case .engine, .kernel: false
    case .command: true
    }
  }
}
