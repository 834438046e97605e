internal import Documents
internal import Foundation
internal import Rounds

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
  var lane: LaneResult
  /// How narrow the typical patch's interval became, where that ended it; none in older files.
  var precision: Double?

  /// Rounds that a run needs for others to rely on it.
  static let fewestRounds = 12

  /// The last stage up to which all are the same as in a run that is to come.
  func lastUnchanged(_ stages: [BuiltStage]) -> StagePlace {
    let theirs = stages.filter(\.build.isBuilt)
    let common = zip(plan.stages, theirs).prefix {
      $0.place == $1.stage.place && $0.key == $1.build.key
    }
    return common.map(\.0.place).last(where: isSeam) ?? .base
  }

  /// Whether what is known can end at a stage and what is measured begin there.
  ///
  /// The stage is measured again, so it needs figures; and what several patches did together says
  /// nothing about some of them; nor does what was not compared. Secondary metrics are too many to
  /// measure anew for one of them.
  private func isSeam(_ place: StagePlace) -> Bool {
    lane.workloads.allSatisfy { workload in
      guard let row = workload.stages.first(where: { $0.place == place }), row.isMeasured,
        let patch = row.patch
      else { return false }
      return workload.family == .secondary
        || workload.notCompared == nil
          && !workload.attribution.contains { $0.isTorn(behind: patch) }
    }
  }

  /// Whether it has what a run to come is to have: rounds of two runs are never put together, since
  /// the machine is not the same from one day to the next, so all or none are made anew.
  func isEnough(for end: StopRule) -> Bool {
    if let precision, let wanted = end.precision, precision <= wanted { return true }
    // A limit of time says of no number of rounds.
    return rounds >= end.rounds || end.seconds != nil && end.rounds == StopRule.mostRounds
  }

  /// Which run it is, in words.
  var words: String { "the run of \(started), in \(rounds) rounds" }

  /// Puts what is known of the first patches into what was measured of the others.
  ///
  /// - Parameters:
  ///   - lane: What was measured.
  ///   - unchanged: The last stage that is known.
  /// - Returns: All stages.
  func completing(_ lane: LaneResult, unchanged: StagePlace) -> LaneResult {
    var lane = lane
    for index in lane.workloads.indices {
      let fresh = lane.workloads[index]
      guard let last = fresh.stages.first(where: { $0.place == unchanged })?.patch,
        let known = self.lane.workloads.first(where: {
          $0.name == fresh.name && $0.command == fresh.command
        }).map({ $0.renumbered(as: fresh) })
      else { continue }
      // What allows no ratios in one of the runs is compared nowhere, as in a run of all stages.
      let isCompared = fresh.notCompared == nil
      let kept =
        isCompared ? known.attribution.filter { $0.patches.allSatisfy { $0 <= last } } : []
      // Between the base and a new patch lie all that are known: what these did together with it is
      // new, unless some of them are known to have done it.
      let found = fresh.attribution.filter { change in
        change.patches.contains { $0 > last }
          && !kept.contains { Set(change.patches).isSuperset(of: $0.patches) }
      }
      lane.workloads[index].attribution = kept + found
      let undecided =
        (isCompared ? known.unconfirmed ?? [] : []).filter { $0.patches.allSatisfy { $0 <= last } }
        + (fresh.unconfirmed ?? []).filter { $0.patches.contains { $0 > last } }
      lane.workloads[index].unconfirmed = undecided.isEmpty ? nil : undecided
      lane.workloads[index].stages = fresh.stages.map { stage in
        var result = stage
        if stage.place != .base && stage.place <= unchanged,
          let earlier = known.stages.first(where: { $0.place == stage.place })
        {
          if stage.place != unchanged { result = earlier }
          result.patch = stage.patch
          result.title = stage.title
          result.subject = stage.subject
          result.vsPrevious = isCompared ? earlier.vsPrevious : nil
          if !isCompared { result.vsBase = nil }
          result.known = earlier.known ?? started
          result.knownRounds = earlier.known == nil ? rounds : earlier.knownRounds
        }
        // The other suspects are not what they were.
        if let suspects = result.vsPrevious?.suspects,
          !(kept + found).contains(where: { $0.patches == suspects })
        {
          result.vsPrevious?.verdict = .inconclusive
          result.vsPrevious?.suspects = nil
        }
        return result
      }
    }
    return lane
  }
}

extension WorkloadResult {
  /// The result with its patches called by the numbers that they have in a later series, where the same
  /// places may have others; what has no place there is dropped.
  fileprivate func renumbered(as later: WorkloadResult) -> WorkloadResult {
    let now = Dictionary(
      later.stages.map { ($0.place, $0.patch) }, uniquingKeysWith: { first, _ in first })
    let places = Dictionary(
      stages.compactMap { stage in stage.patch.map { ($0, stage.place) } },
      uniquingKeysWith: { first, _ in first })
    func renumbered(_ patches: [PatchNumber]) -> [PatchNumber]? {
      let named = patches.compactMap { places[$0].flatMap { now[$0] ?? nil } }
      return named.count == patches.count ? named : nil
    }
    var result = self
    func renumbered(_ changes: [AttributedChange]) -> [AttributedChange] {
      changes.compactMap { change in
        renumbered(change.patches).map { patches in
          var change = change
          change.patches = patches
          return change
        }
      }
    }
    result.attribution = renumbered(attribution)
    result.unconfirmed = unconfirmed.map(renumbered)
    for row in stages.indices {
      if let suspects = stages[row].vsPrevious?.suspects {
        result.stages[row].vsPrevious?.suspects = renumbered(suspects) ?? []
      }
    }
    return result
  }
}

extension LaneResult {
  /// Whether fresh rounds bear out all that is said of several patches together.
  fileprivate var isConfirmed: Bool {
    workloads.filter { $0.family != .exact }.flatMap(\.attribution).allSatisfy {
      $0.patches.count == 1 || $0.confirmed?.holds == true
    }
  }
}

extension AttributedChange {
  /// Whether some of its patches are among the first so many, and some are not.
  fileprivate func isTorn(behind number: PatchNumber) -> Bool {
    patches.contains { $0 <= number } && patches.contains { number < $0 }
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

  /// Finds the run with the most unchanged patches, by which at least one stage can be left out.
  ///
  /// - Parameters:
  ///   - stages: The stages of the run to come.
  ///   - end: How much it is to measure; nil for a run that need not be enough for it.
  /// - Returns: The run, and the last of its stages that is unchanged; nil where none is of use.
  func best(
    for stages: [BuiltStage], until end: StopRule?
  ) -> (known: KnownResult, unchanged: StagePlace)? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let built = stages.filter(\.build.isBuilt).count
    return names.sorted().compactMap { name -> (known: KnownResult, unchanged: StagePlace)? in
      guard let data = FileManager.default.contents(atPath: folder + "/" + name),
        var known = try? JSONDecoder().decode(KnownResult.self, from: data),
        end.map(known.isEnough) ?? true,
        // What earlier versions called no change, or named together, rests on less.
        known.lane.holdsEquivalence, known.lane.isConfirmed
      else { return nil }
      known.lane = known.lane.namingPatches
      let unchanged = known.lastUnchanged(stages)
      // An unchanged series is measured again on request; an old result of all of it is not reused.
      return unchanged >= 2 && unchanged.rawValue < built - 1 ? (known, unchanged) : nil
    }.max { ($0.unchanged, $0.known.rounds) < ($1.unchanged, $1.known.rounds) }
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
      throw CommandError.file(path: folder, reason: SystemWords.of(error))
    }
  }
}
