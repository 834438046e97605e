/// Where stages are measured.
package enum LaneKind: String, DocumentWord, CaseIterable, Comparable,
  CodingKeyRepresentable
{
  /// The Swift engine against a FUSE server.
  case engine
  /// The running kernel against the same server.
  case kernel
  /// Any project's own commands.
  case command

  /// Whether its rows are patches; the kernel's are ways to make one call.
  package var rowsArePatches: Bool {
    switch self {
    case .engine, .command: true
    case .kernel: false
    }
  }

  /// By name, the order in which documents hold them.
  package static func < (left: LaneKind, right: LaneKind) -> Bool { left.rawValue < right.rawValue }
}
