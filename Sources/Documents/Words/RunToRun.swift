/// What a patch's change in one run is beside the change that the same patch made in the reference run.
package enum RunToRun: String, DocumentWord, CaseIterable {
  case same
  case better
  case worse
  /// Another, of a metric of which nobody knows which way is better.
  case changed
  case unclear
  /// The two runs do not allow a verdict; ``NotJudgedReason`` says why.
  case notJudged = "not judged"
  /// The reference run has no such patch.
  case new
  /// Only the reference run has it.
  case gone
  /// Several patches have the same identity, so that none can be said to be this one.
  case ambiguous
}

/// Why the changes of a patch in two runs are not held against each other.
package enum NotJudgedReason: String, DocumentWord, CaseIterable {
  /// What was run, or what it was run on, is not the same.
  case runsDiffer = "the runs differ"
  /// The level of the base is another one by more than its interval.
  case baseMoved = "the base moved"
  /// The base has no figures in one of the runs.
  case noBase = "no figures of the base"
  /// A figure was taken over from a run that is neither of the two.
  case reused = "measured by another run"
  /// One of the runs compares nothing here.
  case noFigures = "no figures to compare"
}

/// By what a patch of one run was found in another, the surest first.
package enum PatchIdentity: String, DocumentWord, CaseIterable {
  case patchID = "patch id"
  case changeID = "Change-Id"
  case messageID = "Message-Id"
  case title
}

/// What may differ between two runs so that their figures are not held against each other.
package enum RunFact: String, DocumentWord, CaseIterable {
  case processor
  case processors
  case processorLimit = "processor limit"
  case governor
  case turbo
  case smt
  case kernel
  case program = "patch-replay"
  case server
  case fileSize = "bytes of the file"
  case rounds
  case compilers
  case base
  case build
  case setup
  case prepare
  case run
  case conclude
  case pin
  case environment = "env"
  case metric
  case results
  case higher
  case lower
}
