internal import Documents
internal import Rounds
internal import Statistics

extension CommandPlan.Stage {
  /// Whether the builds of two stages made the same programs, byte for byte.
  func hasPrograms(of other: Self) -> Bool { binaries != nil && binaries == other.binaries }
}

extension CommandMeasurement {
  /// Stages whose patch changes nothing of what is run: all programs stay as they were, byte for
  /// byte, no command read a file that differs, and no figure speaks against it.
  var sameStages: Set<StagePlace> {
    let unread = unreadStages
    return unread.isEmpty ? [] : unread.subtracting(changed(among: unread))
  }

  /// Stages whose patch leaves the built programs and every file that the commands read as they were.
  ///
  /// The first round tells what is read. Where not even a program was seen to be, accesses are not
  /// noted where the commands run.
  private var unreadStages: Set<StagePlace> {
    let stages = plan.stages.filter { $0.place != CommandPlan.rebuiltBase }
    let same = zip(stages, stages.dropFirst()).filter { before, after in
      guard before.hasPrograms(of: after), let read = filesRead(at: before), !read.isEmpty
      else { return false }
      return read == filesRead(at: after)
    }
    return Set(same.map(\.1.place))
  }

  /// Those of some stages of whose patches the figures say that they change something, judged as if
  /// nothing else were known of them; of runs in which they change nothing, 1 in 100 says so.
  ///
  /// What commands ask about names, sizes and ages of files leaves no trace, nor does what they read
  /// in later rounds only; and a change that nobody can have made would be blamed on another patch.
  private func changed(among stages: Set<StagePlace>) -> Set<StagePlace> {
    let found = MetricFamily.all(of: self, same: []).flatMap { family -> [[StagePlace]] in
      switch family.kind {
      case .exact: return family.members.flatMap(\.exactChanges).map(\.rows)
      case .secondary: return []
      case .primary, nil:
        guard let judge = family.judge(seed: plan.seed, level: 0.99) else { return [] }
        return family.members.enumerated().flatMap { index, series in
          judge.attribution(workload: index).map { series.rows(of: $0) }
        }
      }
    }
    return Set(found.filter(stages.isSuperset).joined())
  }

  /// The watched files that the commands read, by path with a digest; nil where that is not known.
  func filesRead(at stage: CommandPlan.Stage) -> [String: String]? {
    // A command that fails may have ended before it read anything.
    let first = cells.filter {
      $0.stage == stage.place && $0.block < plan.blocksPerRound && $0.confirming == nil
        && $0.isMeasured
    }
    guard Set(first.map(\.run)).count == plan.settings.runs.count else { return nil }
    return first.reduce([:]) { all, cell in
      all.flatMap { all in cell.read.map { all.merging($0) { $1 } } }
    }
  }

  /// Patches that leave every program as it was: right for documentation, and otherwise a sign that
  /// the build does not build what is run.
  ///
  /// What is known of the first ones was told by the run that measured them.
  var samePrograms: [Warning] {
    let built = stages.filter { $0.build.isBuilt && $0.build.binaries != nil }
    let same = zip(built, built.dropFirst()).filter { $0.build.binaries == $1.build.binaries }
      .map(\.1.stage.place).filter { $0 > known?.unchanged ?? .base }
    let unread = unreadStages
    let unchanged = sameStages
    func warnings(_ places: [StagePlace], _ read: Warning.ReadBeside) -> [Warning] {
      places.isEmpty ? [] : [.equalPrograms(places.compactMap(stages.patch), read: read)]
    }
    let others = same.filter { !unread.contains($0) }.map { (place: $0, file: fileRead(of: $0)) }
    return warnings(same.filter(unchanged.contains), .nothingElse)
      + warnings(
        same.filter { unread.contains($0) && !unchanged.contains($0) },
        .nothingElseButFiguresDiffer)
      + warnings(others.filter { $0.file == nil }.map(\.place), .unknown)
      + others.flatMap { other in
        other.file.map { warnings([other.place], .changedFile($0)) } ?? []
      }
  }

  /// The first file that the commands read and that the patch to a stage changed.
  private func fileRead(of place: StagePlace) -> String? {
    guard let index = plan.stages.firstIndex(where: { $0.place == place }), index > 0,
      let before = filesRead(at: plan.stages[index - 1]),
      let after = filesRead(at: plan.stages[index])
    else { return nil }
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.min()
  }
}
