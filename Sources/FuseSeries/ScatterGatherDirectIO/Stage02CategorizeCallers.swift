internal import FuseEngine

extension StageStep {
  /// Patch 2: lets callers that carry no pages ask for none, and those that carry one for one.
  static let categorizeCallers = StageStep(
    subject: "fuse: categorize fuse_get_req()",
    symbols: ["fuse_get_req", "fuse_get_req_nopages"],
    requires: [.is(\.pageVector, .sizedByCaller)],
    changes: [
      .set(\.slots.pageless, from: .maximum, to: .none),
      .set(\.slots.singlePage, from: .maximum, to: .one),
    ],
    promises: .smallerRequests(of: [.pageless, .singlePage]))
}
