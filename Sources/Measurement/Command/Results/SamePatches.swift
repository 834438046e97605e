extension CommandPlan.Stage {
  /// Whether the builds of two stages made the same programs, byte for byte.
  func hasPrograms(of other: Self) -> Bool { binaries != nil && binaries == other.binaries }
}

extension CommandMeasurement {
  /// Patches that change nothing of what is run, by number: all programs stay as they were, byte for
  /// byte, and no command read a file that differs.
  ///
  /// The first round tells what is read. A command that only looks at names, sizes or ages of files
  /// reads none.
  var samePatches: Set<Int> {
    let stages = plan.stages.filter { $0.number != CommandPlan.rebuiltBase }
    let same = zip(stages, stages.dropFirst()).filter { before, after in
      guard before.hasPrograms(of: after), let read = filesRead(at: before) else { return false }
      return read == filesRead(at: after)
    }
    return Set(same.map(\.1.number))
  }

  /// The watched files that the commands read, by path with a digest; nil where that is not known.
  func filesRead(at stage: CommandPlan.Stage) -> [String: String]? {
    let first = cells.filter {
      $0.stage == stage.number && $0.block < plan.blocksPerRound && $0.confirming == nil
    }
    guard Set(first.map(\.run)).count == plan.settings.runs.count else { return nil }
    return first.reduce([:]) { all, cell in
      all.flatMap { all in cell.read.map { all.merging($0) { $1 } } }
    }
  }

  /// Patches that leave every program as it was: right for documentation, and otherwise a sign that
  /// the build does not build what is run.
  var samePrograms: [String] {
    let built = stages.filter { $0.build.isBuilt && $0.build.binaries != nil }
    let same = zip(built, built.dropFirst()).filter { $0.build.binaries == $1.build.binaries }
      .map(\.1.stage.number)
    let unread = samePatches
    let others = same.filter { !unread.contains($0) }
    let words = "left all programs byte for byte as they were"
    var warnings = Self.sentence(
      same.filter(unread.contains), "\(words), and the commands read nothing else that changed")
    let read = others.filter { fileRead(of: $0) != nil }
    warnings += Self.sentence(others.filter { !read.contains($0) }, words)
    for patch in read {
      warnings += Self.sentence(
        [patch], "\(words), but the commands read \(fileRead(of: patch) ?? ""), which is another")
    }
    return warnings
  }

  /// The first file that the commands read and that a patch changed.
  private func fileRead(of patch: Int) -> String? {
    guard let place = plan.stages.firstIndex(where: { $0.number == patch }), place > 0,
      let before = filesRead(at: plan.stages[place - 1]),
      let after = filesRead(at: plan.stages[place])
    else { return nil }
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.min()
  }

  private static func sentence(_ patches: [Int], _ what: String) -> [String] {
    guard !patches.isEmpty else { return [] }
    let numbers = patches.map(String.init).joined(separator: ", ")
    return ["\(patches.count == 1 ? "patch" : "patches") \(numbers) \(what)"]
  }
}
