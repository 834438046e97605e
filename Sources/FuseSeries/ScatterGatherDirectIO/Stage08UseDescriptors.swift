internal import FuseEngine

extension StageStep {
  /// Patch 8: lets every producer of pages fill the descriptors, and the copying follow them.
  static let useDescriptors = StageStep(
    subject: "fuse: use req->page_descs[] for argpages cases",
    symbols: ["page_descs", "fuse_copy_pages"],
    changes: [.set(\.pageDescriptors, from: .allocated, to: .governCopying)],
    promises: .sameRequests)
}
