internal import FuseEngine
package import FuseSeries

/// A series that nobody ever sent, on top of a real one: it undoes what that one brought.
///
/// All that the program knows of it is in this file, as it would be in a folder of its own.
extension StagePlan {
  package static let madeUp = madeUp()

  /// The plan with a last step that promises something of the tests' choice.
  package static func madeUp(
    lastPromise: Promise = .largerArrays(of: [.threeSegments])
  ) -> StagePlan {
    StagePlan(
      name: "made-up",
      title: "toy: send every segment on its own",
      base: StagePlan.scatterGatherDirectIO.finalDesign,
      steps: [
        StageStep(
          subject: "toy: move toy_pack() up", symbols: ["toy_pack"], changes: [],
          promises: .sameRequests),
        StageStep(
          subject: "toy: one segment a request", symbols: ["toy_pack", "toy_send"],
          changes: [
            .set(
              \.segmentPacking, from: .manySegmentsPerRequest, to: .oneSegmentPerRequest)
          ], promises: .moreRequests(of: [.threeSegments])),
        StageStep(
          subject: "toy: ask for all page slots", symbols: ["toy_slots"],
          requires: [.is(\.segmentPacking, .oneSegmentPerRequest)],
          changes: [.set(\.slots.directIO, from: .exact, to: .maximum)], promises: lastPromise),
      ],
      paths: [.threeSegments, .toyListing],
      probes: [.toyFault],
      claimedWorkloads: ["readv:3x4k"],
      defaultWorkloads: ["readv:3x4k", "read:8k"])
  }
}

extension RequestPath {
  package static let threeSegments = RequestPath(
    "threeSegments", title: "reads of three segments", call: "readv:3x4k")
  package static let toyListing = RequestPath(
    "toyListing", title: "listings", call: "readdir")
}

extension Promise {
  package static func moreRequests(of paths: [RequestPath]) -> Promise {
    Promise("moreRequests", words: "more requests", of: paths, .requests, .more)
  }

  package static func largerArrays(of paths: [RequestPath]) -> Promise {
    Promise(
      "largerArrays", words: "larger arrays", of: paths,
      Quantity("bytes of arrays") { $0.arrayBytes }, .more)
  }
}

extension FaultProbe {
  package static let toyFault = FaultProbe(
    name: "read of 4 segments of 4 KiB, the third not mapped",
    meaning: "the requests before the fault are sent now",
    .directIO(
      CallShape(
        direction: .read, offset: 0,
        segments: Array(repeating: SegmentShape(offset: 0, length: 4096), count: 4), fault: 2)))
}
