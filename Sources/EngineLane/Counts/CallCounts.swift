internal import Documents
internal import FuseEngine
internal import FuseSeries

/// Single calls at each stage against a server in memory: counted, not timed.
struct CallCounts {
  /// The kinds of call that the series touches, by the workload that makes one.
  static let kinds = [
    "metadata", "readdir", "retrieve:8k", "readpages:8", "perform-write:16k", "ioctl:4k",
    "writev:32x4k", "read:4k",
  ]

  /// What each call costs, by its name, at each stage in order.
  let counters: [(name: String, stages: [Counters])]

  init(_ stages: [StageUnderTest]) throws {
    counters = try Self.kinds.map { name in
      let workload = try Workload(name)
      return (name, try stages.map { try Self.count(workload, design: $0.design) })
    }
  }

  private static func count(_ workload: Workload, design: EngineDesign) throws -> Counters {
    let server = PatternServer()
    var connection = Connection(transport: server, design: design)
    try connection.initialize()
    let subject = try workload.subject(fileName: server.fileName)
    server.fileSize = UInt64(subject.file.byteCount)
    try subject.file.begin(on: &connection)
    try subject.begin(on: &connection)
    let handle = try connection.open(subject.file.node)
    subject.prepare()
    let before = connection.counters
    try subject.call(on: &connection, file: handle, block: 0)
    let counted = connection.counters.since(before)
    try connection.release(handle)
    return counted
  }

  /// The workload that shows what a promise speaks of.
  static func kind(of path: RequestPath) -> String {
    switch path {
    case .pageless: "metadata"
    case .singlePage: "readdir"
    case .retrieve: "retrieve:8k"
    case .readpages: "readpages:8"
    case .performWrite: "perform-write:16k"
    case .ioctl: "ioctl:4k"
    case .vectoredDirectIO: "writev:32x4k"
    case .smallDirectIO: "read:4k"
    }
  }
}

extension CallCounts {
  /// Holds a step's promise against what was counted before and after it.
  ///
  /// - Parameters:
  ///   - promise: What the step promises.
  ///   - stage: The place of its stage among the stages counted, from 1.
  /// - Returns: Whether it is kept, and the figures that say so.
  func check(_ promise: Promise, at stage: Int) -> (isKept: Bool, evidence: [String]) {
    switch promise {
    case .sameRequests:
      let changed = counters.filter { $0.stages[stage].requests != $0.stages[stage - 1].requests }
      return (changed.isEmpty, changed.map { Self.requests($0, stage) })
    case .fewerRequests(let paths):
      let calls = paths.compactMap(call)
      return (
        calls.allSatisfy { $0.stages[stage].requests < $0.stages[stage - 1].requests },
        calls.map { Self.requests($0, stage) }
      )
    case .smallerRequests(let paths):
      let calls = paths.compactMap(call)
      return (
        calls.allSatisfy { $0.stages[stage].metadataBytes < $0.stages[stage - 1].metadataBytes },
        calls.map {
          "\($0.name): \($0.stages[stage - 1].metadataBytes) → "
            + "\($0.stages[stage].metadataBytes) bytes"
        }
      )
    }
  }

  private func call(_ path: RequestPath) -> (name: String, stages: [Counters])? {
    counters.first { $0.name == Self.kind(of: path) }
  }

  private static func requests(
    _ call: (name: String, stages: [Counters]), _ stage: Int
  ) -> String {
    "\(call.name): \(call.stages[stage - 1].requests) → \(call.stages[stage].requests) requests"
  }
}
