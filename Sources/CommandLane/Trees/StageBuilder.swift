internal import Foundation
internal import Glibc

/// Builds the stages that are not built yet.
struct StageBuilder {
  let store: TreeStore
  let meter: CommandMeter
  let settings: CommandSettings
  let environment: BuildEnvironment
  /// Seconds that a build may take.
  let limit: Double

  /// Seconds that a build or a set-up may go on after the first request to stop: what is nearly done is
  /// kept, and one that hangs ends.
  static let grace = 5.0

  /// Builds a stage, or finds it built.
  ///
  /// - Parameters:
  ///   - stage: The stage.
  ///   - isSalted: Whether at the other place, to see what a build alone changes.
  ///   - export: Writes its tree's files to a folder that is not there yet.
  /// - Returns: The stage with what came of its build.
  /// - Throws: ``CommandError``, and what `export` throws.
  nonisolated(nonsending) func build(
    _ stage: CommandStage, salted isSalted: Bool = false, export: (String) throws -> Void
  ) async throws -> BuiltStage {
    let salt = isSalted ? TreeStore.salt : ""
    let place = store.place(of: salt)
    let key =
      CacheKey.of(tree: stage.tree, build: settings.build, workplace: place, environment) + salt
    if let record = store.record(of: key) { return BuiltStage(stage: stage, build: record) }
    try store.reserve(key)
    try store.discard()
    try export(place)
    var record = BuildRecord(
      key: key, tree: stage.tree, isBuilt: true, log: "", seconds: 0, binaries: nil)
    if let command = settings.build {
      let finished = try await meter.run(
        command, in: place, limit: limit, grace: Self.grace)
      let isBuilt = finished.report.isSuccess
      record = BuildRecord(
        key: key, tree: stage.tree, isBuilt: isBuilt, log: isBuilt ? "" : log(finished),
        seconds: finished.report.wall,
        binaries: isBuilt ? BinaryDigest.of(place) : nil)
    }
    // What failed may have failed for want of memory or a package: it is tried again next time.
    if record.isBuilt { try store.keep(record) } else { try store.discard() }
    return BuiltStage(stage: stage, build: record)
  }

  private func log(_ finished: CommandMeter.Finished) -> String {
    [
      CommandMeter.tail(of: finished.output), CommandMeter.tail(of: finished.errors),
      finished.report.end == .timedOut
        ? "no end within the \(limit) s that --build-timeout allows" : finished.report.ending,
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
