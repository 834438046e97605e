internal import Foundation
internal import RunModel

/// A run that is over, kept so that a series sent anew measures only what changed.
///
/// What was found between two stages stays true while both are byte for byte the same, and so do the
/// commands and the machine; it was found inside rounds of its own. So patches before the first
/// changed one keep their comparisons, and nothing is compared across two runs.
struct KnownResult: Codable {
  let plan: CommandPlan
  let rounds: Int
  /// When the run began, in UTC.
  let started: String
  let lane: LaneResult

  /// Rounds that a run needs for others to rely on it.
  static let fewestRounds = 12

  /// How many patches from the base on are the same as in a run that is to come.
  func unchangedPatches(_ stages: [BuiltStage]) -> Int {
    let mine = plan.stages.map { [$0.number.description, $0.key] }
    let theirs = stages.filter(\.build.isBuilt).map { [$0.stage.number.description, $0.build.key] }
    let common = zip(mine, theirs).prefix { $0 == $1 }.count
    return max(0, common - 1)
  }

  /// Puts what is known of the first patches into what was measured of the others.
  func completing(_ lane: LaneResult, unchanged: Int) -> LaneResult {
    var lane = lane
    for index in lane.workloads.indices {
      let fresh = lane.workloads[index]
      guard
        let known = self.lane.workloads.first(where: {
          $0.name == fresh.name && $0.command == fresh.command
        })
      else { continue }
      lane.workloads[index].stages = fresh.stages.map { stage in
        guard (1...unchanged).contains(stage.number),
          let earlier = known.stages.first(where: { $0.number == stage.number })
        else { return stage }
        var result = stage.number == unchanged ? stage : earlier
        result.title = stage.title
        result.subject = stage.subject
        result.vsPrevious = earlier.vsPrevious
        result.known = earlier.known ?? started
        return result
      }
      lane.workloads[index].attribution =
        known.attribution.filter { ($0.patches.last ?? 0) <= unchanged }
        + fresh.attribution.filter { ($0.patches.first ?? 0) > unchanged }
    }
    return lane
  }
}

/// The folder of results that others can rely on.
struct ResultStore {
  let folder: String

  init(root: String, settings: CommandSettings, machine: String) {
    struct Parts: Encodable {
      let settings: CommandSettings
      let machine: String
    }
    let name = CacheKey.digest(Parts(settings: settings, machine: machine))
    folder = root + "/results/" + name
  }

  /// Finds the run with the most unchanged patches, of which at least two stages can be left out.
  func best(for stages: [BuiltStage]) -> (known: KnownResult, unchanged: Int)? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let built = stages.filter(\.build.isBuilt).count
    return names.sorted().compactMap { name -> (known: KnownResult, unchanged: Int)? in
      guard let data = FileManager.default.contents(atPath: folder + "/" + name),
        let known = try? JSONDecoder().decode(KnownResult.self, from: data),
        // What earlier versions called no change rests on less.
        known.lane.holdsEquivalence
      else { return nil }
      let unchanged = known.unchangedPatches(stages)
      // Whoever measures all the same once more wants it measured.
      return unchanged >= 2 && unchanged < built - 1 ? (known, unchanged) : nil
    }.max { $0.unchanged < $1.unchanged }
  }

  /// Keeps a result.
  func keep(_ result: KnownResult) throws(CommandError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      let name = CacheKey.digest(result.plan) + ".json"
      try JSONEncoder().encode(result).write(
        to: URL(fileURLWithPath: folder + "/" + name), options: .atomic)
    } catch {
      throw CommandError.file(path: folder, reason: error.localizedDescription)
    }
  }
}
