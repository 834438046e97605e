/// What single calls did at each stage, counted exactly against a server in memory.
package struct CountedResults: Codable, Hashable, Sendable {
  /// One entry for each kind of call.
  package var calls: [CountedCall]
  /// What each patch promised, and what was counted.
  package var promises: [PromiseResult]
  /// Where a call's outcome is another one from a patch on.
  package var behaviourChanges: [BehaviourChange]

  package init(
    calls: [CountedCall], promises: [PromiseResult], behaviourChanges: [BehaviourChange]
  ) {
    self.calls = calls
    self.promises = promises
    self.behaviourChanges = behaviourChanges
  }

  enum CodingKeys: String, CodingKey {
    case calls
    case promises
    case behaviourChanges = "behaviour_changes"
  }
}

/// One call at every stage.
package struct CountedCall: Codable, Hashable, Sendable {
  /// The workload, such as `readpages:8`.
  package var name: String
  /// One entry for each stage, base first.
  package var stages: [CountedStage]

  package init(
    name: String, stages: [CountedStage]
  ) {
    self.name = name
    self.stages = stages
  }
}

/// One call at one stage.
package struct CountedStage: Codable, Hashable, Sendable {
  /// The stage.
  package var place: StagePlace
  /// The number, in the mail, of the patch that led here; none for the base.
  @OrNull package var patch: PatchNumber?
  /// What the call cost.
  package var counters: StageCounters

  package init(
    place: StagePlace, patch: PatchNumber?, counters: StageCounters
  ) {
    self.place = place
    self.patch = patch
    self.counters = counters
  }

  enum CodingKeys: String, CodingKey {
    case place = "number"
    case patch
    case counters
  }
}

/// What a patch promised, held against the counters.
package struct PromiseResult: Codable, Hashable, Sendable {
  /// The patch.
  package var patch: PatchNumber
  /// What it promises.
  package var promise: String
  /// Whether the counters bear it out.
  package var isKept: Bool
  /// What was counted before and after.
  package var evidence: [String]
  /// The same as numbers; absent in results of earlier versions.
  package var figures: [CountedFigure]?

  package init(
    patch: PatchNumber, promise: String, isKept: Bool, evidence: [String],
    figures: [CountedFigure]? = nil
  ) {
    self.patch = patch
    self.promise = promise
    self.isKept = isKept
    self.evidence = evidence
    self.figures = figures
  }

  enum CodingKeys: String, CodingKey {
    case patch
    case promise
    case isKept = "kept"
    case evidence
    case figures
  }
}

/// A counter of one call before a patch and after it.
package struct CountedFigure: Codable, Hashable, Sendable {
  /// The call, such as `readpages:8`.
  package var call: String
  /// The way of its requests in words, such as `read-ahead`.
  package var path: String
  /// What is counted, such as `bytes`.
  package var unit: String
  /// The count of one call before the patch.
  package var before: Int
  /// The count from the patch on.
  package var after: Int

  package init(call: String, path: String, unit: String, before: Int, after: Int) {
    self.call = call
    self.path = path
    self.unit = unit
    self.before = before
    self.after = after
  }
}

/// A call whose outcome a patch changed.
package struct BehaviourChange: Codable, Hashable, Sendable {
  /// The patch.
  package var patch: PatchNumber
  /// The call.
  package var probe: String
  /// Its outcome before the patch.
  package var before: String
  /// Its outcome from the patch on.
  package var after: String
  /// What that means to a caller.
  package var meaning: String

  package init(
    patch: PatchNumber, probe: String, before: String, after: String, meaning: String
  ) {
    self.patch = patch
    self.probe = probe
    self.before = before
    self.after = after
    self.meaning = meaning
  }
}
