/// How long the cells of a workload are: as short as what each costs besides allows.
///
/// Short cells in many rounds tell more than long ones in few: a cell that other work hits is one of
/// hundreds, and neighbouring stages are measured within milliseconds of each other.
struct CellLength: Hashable, Sendable {
  /// Calls of a pass, each on a block of its own, at most.
  let calls: Int
  /// Nanoseconds that the timed part lasts at least; it ends with the pass in which they are over.
  let duration: Int64

  /// Calls of a pass at most.
  static let mostCalls = 8

  /// Nanoseconds of a timed part at least, below which the clock and the first call weigh too much.
  private static let leastDuration: Int64 = 1_000_000

  /// The length of a first cell, which is to show how long the others should be.
  static let first = CellLength(calls: 1, duration: leastDuration)

  private init(calls: Int, duration: Int64) {
    self.calls = calls
    self.duration = duration
  }

  /// Chooses the length of a workload's cells from a first one of each variant.
  ///
  /// The timed part of the typical variant is one pass, which takes as long as what the cell costs
  /// besides. Half of that is what a faster variant's is to take at least, so that the number of
  /// passes does not change with the noise where one takes about as long as it should. Where the
  /// longest pass is shorter than that, passes follow each other until it is reached.
  ///
  /// - Parameters:
  ///   - cells: The first cells, with the nanoseconds that each took as a whole.
  ///   - jobs: The threads that made a cell's calls side by side.
  init(from cells: [(cell: EngineCell, nanoseconds: Int64)], jobs: Int = 1) {
    func middle(_ values: [Int64], _ place: Int) -> Int64 {
      values.isEmpty ? 0 : values.sorted()[place]
    }
    let besides = middle(
      cells.map { $0.nanoseconds - $0.cell.elapsed }, (cells.count - 1) / 2)
    let call = middle(
      cells.map { $0.cell.elapsed * Int64(jobs) / Int64(max(1, $0.cell.calls)) }, cells.count / 2)
    let wanted = max(2 * Self.leastDuration, besides)
    let needed = max(1, (wanted + call - 1) / max(1, call))
    calls = Int(min(Int64(Self.mostCalls), needed))
    duration = needed > Self.mostCalls ? wanted : wanted / 2
  }
}
