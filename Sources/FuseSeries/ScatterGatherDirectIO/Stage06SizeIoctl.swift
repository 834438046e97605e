internal import FuseEngine

extension StageStep {
  /// Patch 6: sizes an ioctl's request by the scratch pages that it holds.
  static let sizeIoctl = StageStep(
    subject: "fuse: rework fuse_do_ioctl()",
    symbols: ["fuse_do_ioctl"],
    requires: [.is(\.pageVector, .sizedByCaller)],
    changes: [.set(\.slots.ioctl, from: .maximum, to: .exact)],
    promises: .smallerRequests(of: [.ioctl]))
}
