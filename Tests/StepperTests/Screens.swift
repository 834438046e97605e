import Foundation
import Documents
import TestSupport
import Testing
import Presentation

@testable import Stepper

/// Files of stages, by hand.
struct StagesOfFiles: StageFiles {
  let stages: [[String: String]]

  func paths(at stage: Int) -> [String] { stages[stage].keys.sorted() }
  func bytes(of path: String, at stage: Int) -> [UInt8]? {
    stages[stage][path].map { Array($0.utf8) }
  }
}

/// Pictures of the stepper as text.
enum Screens {
  static let body = "int f(void)\n{\n\treturn 1 < 2 && a[\"x\"];\n}\n"

  /// A small run, with files and with the requests of a call.
  static func material(_ run: Run = SampleRun.make()) -> StepMaterial {
    let changed = body.replacingOccurrences(of: "1 < 2 && a[\"x\"]", with: "32")
    func line(_ requests: Int) -> TraceLine {
      TraceLine(
        op: .write, offset: 0, result: 16_384,
        requests: (0..<requests).map {
          TraceRequest(
            op: .write, offset: UInt64($0 * 16_384 / requests), size: 16_384 / requests,
            pages: 4 / requests, descs: nil)
        }, requestsAllocated: requests, allocations: 3 * requests, arrayBytes: 528,
        metadataBytes: 672, pagePins: 4, pagesPinned: 4, pagesLeaked: 0)
    }
    return StepMaterial(
      run: run,
      designs: [
        ["segmentPacking": "one", "slots.ioctl": "exact"],
        ["segmentPacking": "one", "slots.ioctl": "exact"],
        ["segmentPacking": "many", "slots.ioctl": "exact"],
      ],
      files: StagesOfFiles(
        stages: [
          ["fs/fuse/file.c": body, "Makefile": "all:\n"],
          ["fs/fuse/file.c": body, "Makefile": "all:\n"],
          ["fs/fuse/file.c": changed, "Makefile": "all:\n"],
        ]),
      requests: [
        WorkloadRequests(
          name: "writev:32x4k", segments: Array(repeating: [0, 4096], count: 4),
          stages: [line(4), line(4), line(1)])
      ])
  }

  static func state(_ keys: [Key] = [], width: Int = 80, height: Int = 24, isASCII: Bool = false)
    -> StepState
  {
    var state = StepState(material(), isASCII: isASCII)
    _ = state.update(.resized(width: width, height: height))
    for key in keys { _ = state.update(.key(key)) }
    return state
  }

  /// The rows as text, without what stands blank at their ends.
  static func text(_ frame: Frame) -> String {
    frame.rows.map { spans in
      var row = spans.map(\.text).joined()
      while row.last == " " { row.removeLast() }
      return row + "\n"
    }.joined()
  }

  /// Compares with a kept picture; RECORD_SNAPSHOTS keeps a new one.
  static func expect(_ state: StepState, is name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/\(name).txt")
    let text = text(state.render())
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name)")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name)")
  }

  /// Columns that a row takes on a terminal.
  static func width(_ spans: [Span]) -> Int {
    spans.reduce(0) { $0 + $1.text.unicodeScalars.reduce(0) { $0 + $1.columns } }
  }
}
