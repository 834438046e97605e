internal import FuseEngine

extension StageStep {
  /// Patch 11: sizes a direct request by the pages that the rest of the vector touches.
  static let sizeDirectIO = StageStep(
    subject: "fuse: optimize __fuse_direct_io()",
    symbols: ["__fuse_direct_io", "fuse_iter_npages"],
    requires: [
      .is(\.pageVector, .sizedByCaller), .is(\.directIOScope, .wholeVector),
    ],
    changes: [.set(\.slots.directIO, from: .maximum, to: .exact)],
    promises: .smallerRequests(of: [.smallDirectIO]))
}
