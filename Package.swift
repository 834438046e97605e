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
  targets: [
    .systemLibrary(name: "CLinuxFuse", providers: [.apt(["linux-libc-dev"])]),
    .target(name: "FuseEngine", dependencies: ["CLinuxFuse"], swiftSettings: settings),
    .target(name: "FuseSeries", dependencies: ["FuseEngine"], swiftSettings: settings),
    .target(name: "RunModel", swiftSettings: settings),
    .testTarget(
      name: "FuseEngineTests", dependencies: ["FuseEngine", "FuseSeries"], swiftSettings: settings),
    .testTarget(
      name: "FuseSeriesTests", dependencies: ["FuseEngine", "FuseSeries"], swiftSettings: settings),
  ]
)
