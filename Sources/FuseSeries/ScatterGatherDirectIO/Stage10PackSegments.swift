internal import FuseEngine

extension StageStep {
  /// Patch 10: fills one request from as many segments as its page slots hold.
  ///
  /// Before, each request carried one segment, so 32 segments of 4 KiB cost 32 round trips; after,
  /// one.
  static let packSegments = StageStep(
    subject: "fuse: optimize fuse_get_user_pages()",
    symbols: ["fuse_get_user_pages", "page_descs"],
    requires: [
      .is(\.directIOScope, .wholeVector), .is(\.pageDescriptors, .governCopying),
    ],
    changes: [
      .set(\.segmentPacking, from: .oneSegmentPerRequest, to: .manySegmentsPerRequest)
    ],
    promises: .fewerRequests(of: [.vectoredDirectIO]))
}
