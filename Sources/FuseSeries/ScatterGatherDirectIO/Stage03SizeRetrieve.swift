internal import FuseEngine

extension StageStep {
  /// Patch 3: sizes the answer to NOTIFY_RETRIEVE by what the file and the notice allow.
  static let sizeRetrieve = StageStep(
    subject: "fuse: rework fuse_retrieve()",
    symbols: ["fuse_retrieve"],
    requires: [.is(\.pageVector, .sizedByCaller)],
    changes: [.set(\.slots.retrieve, from: .maximum, to: .exact)],
    promises: .smallerRequests(of: [.retrieve]))
}
