/// The lanes in which the request path can be looked at, which are those that may be asked for together.
package enum PathLane: String, CaseIterable, Hashable, Sendable {
  case engine, kernel

  /// Whether its calls go through a mount, which needs a server that this program starts.
  package var needsMount: Bool {
    switch self {
    case .engine: false
    case .kernel: true
    }
  }

  /// Whether it has the stages of a series, and so something to say of patches.
  package var hasStages: Bool {
    switch self {
    case .engine: true
    case .kernel: false
    }
  }
}
