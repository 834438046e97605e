internal import FuseEngine

extension StageStep {
  /// Patch 7: puts a descriptor of length and offset beside every page pointer.
  ///
  /// Only the first one's offset is used yet; it replaces the request's single page offset.
  static let addPageDescriptors = StageStep(
    subject: "fuse: add per-page descriptor <offset, length> to fuse_req",
    symbols: ["page_descs", "fuse_page_desc", "page_offset"],
    requires: [.is(\.pageVector, .sizedByCaller)],
    changes: [.set(\.pageDescriptors, from: .firstPageOffset, to: .allocated)],
    promises: .sameRequests)
}
