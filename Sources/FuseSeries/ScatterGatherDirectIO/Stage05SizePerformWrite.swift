internal import FuseEngine

extension StageStep {
  /// Patch 5: sizes a buffered write's request by the pages that the bytes touch.
  static let sizePerformWrite = StageStep(
    subject: "fuse: rework fuse_perform_write()",
    symbols: ["fuse_perform_write", "fuse_fill_write_pages"],
    requires: [.is(\.pageVector, .sizedByCaller)],
    changes: [.set(\.slots.performWrite, from: .maximum, to: .exact)],
    promises: .smallerRequests(of: [.performWrite]))
}
