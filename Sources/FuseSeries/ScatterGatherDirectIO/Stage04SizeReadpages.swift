internal import FuseEngine

extension StageStep {
  /// Patch 4: sizes a read-ahead request by the pages that are still to be read.
  static let sizeReadpages = StageStep(
    subject: "fuse: rework fuse_readpages()",
    symbols: ["fuse_readpages", "nr_pages"],
    requires: [.is(\.pageVector, .sizedByCaller)],
    changes: [.set(\.slots.readpages, from: .maximum, to: .exact)],
    promises: .smallerRequests(of: [.readpages]))
}
