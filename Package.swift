// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-warnings-as-errors"]),
]

let package = Package(
  name: "patch-replay",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CLinuxFuse", providers: [.apt(["linux-libc-dev"])]),
    .systemLibrary(name: "CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .target(name: "PatchDiff", swiftSettings: settings),
    .target(name: "PatchMail", swiftSettings: settings),
    .target(name: "PatchGit", dependencies: ["CGit2", "PatchDiff"], swiftSettings: settings),
    .systemLibrary(name: "CFuse3", pkgConfig: "fuse3", providers: [.apt(["libfuse3-dev"])]),
    .executableTarget(
      name: "patch-replay-fused", dependencies: ["CFuse3", "Channels"], swiftSettings: settings),
    .systemLibrary(name: "CLinuxFutex", providers: [.apt(["linux-libc-dev"])]),
    .target(name: "Channels", dependencies: ["CLinuxFutex"], swiftSettings: settings),
    .target(name: "FuseEngine", dependencies: ["CLinuxFuse", "Channels"], swiftSettings: settings),
    .target(name: "FuseSeries", dependencies: ["FuseEngine"], swiftSettings: settings),
    .target(name: "RunModel", swiftSettings: settings),
    .systemLibrary(name: "CLinuxProcess", providers: [.apt(["libc6-dev"])]),
    .target(
      name: "Measurement",
      dependencies: [
        "CLinuxProcess", "FuseEngine", "FuseSeries", "PatchDiff", "RunModel", "Wording",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ],
      swiftSettings: settings),
    .target(
      name: "Inspection",
      dependencies: ["FuseSeries", "PatchDiff", "PatchGit", "PatchMail", "RunModel"],
      swiftSettings: settings),
    .target(
      name: "Reports",
      dependencies: [
        "CZlib", "CodeTokens", "RunModel", "Wording",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: settings),
    .target(name: "Wording", swiftSettings: settings),
    .target(name: "CodeTokens", swiftSettings: settings),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CTerminalGuard"),
    .target(
      name: "Stepper",
      dependencies: ["CNcurses", "CTerminalGuard", "CodeTokens", "RunModel", "Wording"],
      swiftSettings: settings),
    .executableTarget(
      name: "patch-replay",
      dependencies: [
        "FuseEngine", "FuseSeries", "Inspection", "Measurement", "PatchDiff", "PatchGit",
        "PatchMail", "Reports", "RunModel", "Stepper", "Wording",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "patch-replay-bench",
      dependencies: [
        "FuseEngine", "FuseSeries", "Measurement", "RunModel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["PatchDiff", "RunModel"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "PatchDiffTests", dependencies: ["PatchDiff", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "PatchMailTests", dependencies: ["PatchMail", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "PatchGitTests", dependencies: ["PatchGit", "PatchDiff", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ChannelsTests", dependencies: ["Channels", "CLinuxFutex"], swiftSettings: settings),
    .testTarget(
      name: "FuseEngineTests", dependencies: ["CLinuxFuse", "FuseEngine", "FuseSeries"],
      swiftSettings: settings),
    .testTarget(
      name: "FuseSeriesTests", dependencies: ["FuseEngine", "FuseSeries"], swiftSettings: settings),
    .testTarget(
      name: "PatchReplayTests",
      dependencies: [
        "FuseEngine", "RunModel", "patch-replay", "patch-replay-fused", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PatchReplayFusedTests", dependencies: ["patch-replay-fused", "CLinuxFuse"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "RunModel", "TestSupport", "Wording"],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "StepperTests",
      dependencies: [
        "CodeTokens", "Inspection", "PatchMail", "RunModel", "Stepper", "TestSupport",
      ],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "MeasurementTests",
      dependencies: ["FuseEngine", "FuseSeries", "Measurement", "RunModel", "TestSupport"],
      exclude: ["Statistics/Recorded"], swiftSettings: settings),
  ]
)
