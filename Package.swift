// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// For rooms that touch no memory by hand: the compiler holds them to it.
let safeSettings = settings + [.strictMemorySafety()]

let package = Package(
  name: "patch-replay",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CLinuxFuse", providers: [.apt(["linux-libc-dev"])]),
    .systemLibrary(name: "CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CFuse3", pkgConfig: "fuse3", providers: [.apt(["libfuse3-dev"])]),
    .systemLibrary(name: "CLinuxFutex", providers: [.apt(["linux-libc-dev"])]),
    .systemLibrary(name: "CLinuxProcess", providers: [.apt(["libc6-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CTerminalGuard"),
    .target(name: "Bytes", dependencies: ["CZlib"], swiftSettings: settings),
    .target(name: "Failures", swiftSettings: safeSettings),
    .target(name: "PatchDiff", dependencies: ["Bytes"], swiftSettings: safeSettings),
    .target(name: "PatchMail", dependencies: ["Bytes", "Failures"], swiftSettings: settings),
    .target(
      name: "PatchGit", dependencies: ["CGit2", "Failures", "PatchDiff"],
      swiftSettings: settings),
    .target(name: "PeerProtocol", dependencies: ["CLinuxFutex"], swiftSettings: settings),
    .target(
      name: "FuseEngine", dependencies: ["CLinuxFuse", "Failures", "PeerProtocol"],
      swiftSettings: settings),
    .target(
      name: "FuseSeries", dependencies: ["Bytes", "Failures", "FuseEngine"],
      swiftSettings: safeSettings),
    .target(name: "Documents", swiftSettings: safeSettings),
    .target(name: "Findings", dependencies: ["Documents"], swiftSettings: safeSettings),
    .target(
      name: "Presentation", dependencies: ["Documents", "Findings"], swiftSettings: safeSettings),
    .target(name: "Statistics", swiftSettings: settings),
    .target(
      name: "Rounds",
      dependencies: [
        "Documents", "Statistics",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "EngineLane",
      dependencies: [
        "CLinuxProcess", "Documents", "Failures", "FuseEngine", "FuseSeries", "PeerProtocol",
        "Presentation", "Rounds", "Statistics",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "CommandLane",
      dependencies: [
        "Bytes", "CLinuxProcess", "Documents", "Failures", "Presentation", "Rounds",
        "Statistics",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Reports",
      dependencies: [
        "Bytes", "Documents", "Findings", "Presentation",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("HTML/Page/Resources")], swiftSettings: safeSettings),
    .target(
      name: "Stepper",
      dependencies: ["CNcurses", "CTerminalGuard", "Documents", "Failures", "Presentation"],
      swiftSettings: settings),
    .target(
      name: "Replay",
      dependencies: [
        "Bytes", "CommandLane", "Documents", "EngineLane", "Failures", "FuseEngine",
        "FuseSeries", "PatchDiff", "PatchGit", "PatchMail", "Presentation", "Reports", "Rounds",
        "Stepper",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "patch-replay",
      dependencies: [
        "CommandLane", "Documents", "EngineLane", "Failures", "PatchDiff", "PatchMail",
        "Presentation", "Replay", "Reports", "Rounds", "Stepper",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "patch-replay-fused", dependencies: ["CFuse3", "PeerProtocol"],
      swiftSettings: settings),
    .executableTarget(
      name: "patch-replay-bench",
      dependencies: [
        "Documents", "EngineLane", "FuseEngine", "FuseSeries", "Rounds",
        "Statistics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(
      name: "TestSupport",
      dependencies: ["Bytes", "Documents", "FuseEngine", "FuseSeries", "PatchDiff"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "PatchDiffTests", dependencies: ["Bytes", "PatchDiff", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PatchMailTests", dependencies: ["PatchMail", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "PatchGitTests", dependencies: ["PatchDiff", "PatchGit", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PeerProtocolTests", dependencies: ["CLinuxFutex", "PeerProtocol"],
      swiftSettings: settings),
    .testTarget(
      name: "FuseEngineTests",
      dependencies: ["CLinuxFuse", "FuseEngine", "FuseSeries", "PeerProtocol"],
      swiftSettings: settings),
    .testTarget(
      name: "FuseSeriesTests", dependencies: ["FuseEngine", "FuseSeries", "TestSupport"],
      swiftSettings: settings),
    .testTarget(name: "FailuresTests", dependencies: ["Failures"], swiftSettings: settings),
    .testTarget(
      name: "ReplayTests",
      dependencies: [
        "CommandLane", "Documents", "EngineLane", "Failures", "FuseEngine", "FuseSeries",
        "PatchDiff", "PatchGit", "PatchMail", "Replay", "Reports", "Rounds", "Stepper",
        "TestSupport", "patch-replay-fused",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PatchReplayTests",
      dependencies: [
        "Documents", "FuseEngine", "patch-replay", "patch-replay-fused", "Rounds", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PatchReplayFusedTests",
      dependencies: ["CLinuxFuse", "PeerProtocol", "patch-replay-fused"],
      swiftSettings: settings),
    .testTarget(
      name: "FindingsTests", dependencies: ["Documents", "Findings", "Statistics", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PresentationTests", dependencies: ["Documents", "Presentation", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Documents", "Presentation", "Reports", "Rounds", "Statistics", "TestSupport",
      ],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "StepperTests",
      dependencies: [
        "Documents", "Presentation", "Stepper", "TestSupport",
      ],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "PatchReplayBenchTests",
      dependencies: ["EngineLane", "FuseSeries", "patch-replay-bench"], swiftSettings: settings),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics"], exclude: ["Recorded"],
      swiftSettings: settings),
    .testTarget(
      name: "RoundsTests", dependencies: ["Documents", "Rounds", "Statistics"],
      swiftSettings: settings),
    .testTarget(
      name: "EngineLaneTests",
      dependencies: [
        "Documents", "EngineLane", "FuseEngine", "FuseSeries", "PeerProtocol", "Presentation",
        "Rounds",
        "Statistics",
        "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CommandLaneTests",
      dependencies: [
        "CommandLane", "Documents", "Presentation", "Rounds", "Statistics", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(name: "BytesTests", dependencies: ["Bytes"], swiftSettings: settings),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents"], swiftSettings: settings),
    .testTarget(name: "TidyTests", swiftSettings: settings),
  ]
)
