internal import FuseEngine

extension StagePlan {
  /// "fuse: optimize scatter-gather direct IO", Maxim Patlasov, 2012: eleven patches that let one
  /// request carry many segments of a caller's vector.
  package static let scatterGatherDirectIO = StagePlan(
    name: "fuse-scatter-gather-dio",
    title: "fuse: optimize scatter-gather direct IO",
    base: .beforeScatterGather,
    steps: [
      .sizePageVector, .categorizeCallers, .sizeRetrieve, .sizeReadpages, .sizePerformWrite,
      .sizeIoctl, .addPageDescriptors, .useDescriptors, .passVector, .packSegments,
      .sizeDirectIO,
    ],
    paths: [
      .pageless, .singlePage, .retrieve, .readpages, .performWrite, .ioctl, .vectoredDirectIO,
      .smallDirectIO,
    ],
    probes: [.lateFault, .falseReply, .hugeRetrieval],
    claimedWorkloads: ["writev:32x4k", "readv:32x4k"],
    defaultWorkloads: ["writev:32x4k", "readv:32x4k"])
}
