internal import FuseEngine

extension StageStep {
  /// Patch 1: gives a request as many page pointers as its caller asks for, one of them inline.
  ///
  /// Reserved requests ask for none and write-back for one; everybody else still asks for 32.
  static let sizePageVector = StageStep(
    subject: "fuse: general infrastructure for pages[] of variable size",
    symbols: ["fuse_request_alloc", "fuse_request_init", "max_pages", "inline_pages"],
    changes: [
      .set(\.pageVector, from: .fixedInline, to: .sizedByCaller),
      .set(\.slots.reserved, from: .maximum, to: .none),
      .set(\.slots.writepage, from: .maximum, to: .one),
    ],
    promises: .sameRequests)
}
