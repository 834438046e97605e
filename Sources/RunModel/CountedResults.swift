/// What single calls did at each stage, counted exactly against a server in memory.
public struct CountedResults: Codable, Hashable, Sendable {
  /// One entry for each kind of call.
  public var calls: [CountedCall]
  /// What each patch promised, and what was counted.
  public var promises: [PromiseResult]
  /// Where a call's outcome is another one from a patch on.
  public var behaviourChanges: [BehaviourChange]

  /// Creates the value from its parts.
  public init(
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
public struct CountedCall: Codable, Hashable, Sendable {
  /// The workload, such as `readpages:8`.
  public var name: String
  /// One entry for each stage, base first.
  public var stages: [CountedStage]

  /// Creates the value from its parts.
  public init(
    name: String, stages: [CountedStage]
  ) {
    self.name = name
    self.stages = stages
  }
}

/// One call at one stage.
public struct CountedStage: Codable, Hashable, Sendable {
  /// The stage.
  public var number: Int
  /// What the call cost.
  public var counters: StageCounters

  /// Creates the value from its parts.
  public init(
    number: Int, counters: StageCounters
  ) {
    self.number = number
    self.counters = counters
  }
}

/// What a patch promised, held against the counters.
public struct PromiseResult: Codable, Hashable, Sendable {
  /// The patch.
  public var patch: Int
  /// What it promises.
  public var promise: String
  /// Whether the counters bear it out.
  public var isKept: Bool
  /// What was counted before and after.
  public var evidence: [String]

  /// Creates the value from its parts.
  public init(
    patch: Int, promise: String, isKept: Bool, evidence: [String]
  ) {
    self.patch = patch
    self.promise = promise
    self.isKept = isKept
    self.evidence = evidence
  }

  enum CodingKeys: String, CodingKey {
    case patch
    case promise
    case isKept = "kept"
    case evidence
  }
}

/// A call whose outcome a patch changed.
public struct BehaviourChange: Codable, Hashable, Sendable {
  /// The patch.
  public var patch: Int
  /// The call.
  public var probe: String
  /// Its outcome before the patch.
  public var before: String
  /// Its outcome from the patch on.
  public var after: String
  /// What that means to a caller.
  public var meaning: String

  /// Creates the value from its parts.
  public init(
    patch: Int, probe: String, before: String, after: String, meaning: String
  ) {
    self.patch = patch
    self.probe = probe
    self.before = before
    self.after = after
    self.meaning = meaning
  }
}
