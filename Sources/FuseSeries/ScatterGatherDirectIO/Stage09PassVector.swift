internal import FuseEngine

extension StageStep {
  /// Patch 9: carries an iterator over all segments down to the place where pages are taken.
  ///
  /// Each request still takes from one segment; the call as a whole has one result now.
  static let passVector = StageStep(
    subject: "fuse: pass iov[] to fuse_get_user_pages()",
    symbols: ["fuse_get_user_pages", "fuse_loop_dio", "iov_iter"],
    changes: [.set(\.directIOScope, from: .perSegment, to: .wholeVector)],
    promises: .sameRequests)
}
