import ArgumentParser
import Replay

extension PathLane: ExpressibleByArgument {}

/// A list of lanes on the command line: `engine`, `kernel` or both with a comma between.
struct LaneList: ExpressibleByArgument {
  let lanes: Set<PathLane>

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    let lanes = names.compactMap { PathLane(rawValue: String($0)) }
    guard lanes.count == names.count else { return nil }
    self.lanes = Set(lanes)
  }

  static var allValueStrings: [String] { ["engine", "kernel", "engine,kernel"] }
}
