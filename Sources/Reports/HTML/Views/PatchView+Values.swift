extension PatchView {
  struct Trailer {
    var key: String
    var value: String
  }

  /// A file that the patch changes.
  struct File {
    var path: String
    var status: String
    var additions: Int
    var deletions: Int
    /// The changed lines as a bar of signs.
    var plus: String
    var minus: String
  }

  /// A field of the engine's design that the patch changed.
  struct Field {
    var field: String
    var before: String
    var after: String
  }

  /// What the patch changed in a workload.
  struct Measured {
    var workload: String
    var unit: String
    var median: String
    var previous: String
    var base: String
    /// The class that colours the verdict.
    var kind: String
    var glyph: String
    var word: String
    var requests: String
    var bytes: String
    var allocations: String
    var cpu: String
  }

  /// A function whose own instructions the patch moved.
  struct Function {
    var name: String
    var place: String
    var before: String
    var after: String
    var change: String
    var isTouched: Bool
  }

  /// The functions that the patch moved in one workload.
  struct Explained {
    var title: String
    var functions: [Function]
  }

  /// The end of the log of a stage that could not be built or run.
  struct Log {
    var state: String
    var log: String
  }

  /// What the patch promised.
  struct Promise {
    var glyph: String
    var word: String
    /// The class that colours the sign.
    var kind: String
    var promise: String
    var evidence: String
    var hasEvidence: Bool
  }

  /// What the patch changed for callers.
  struct Behaviour {
    var probe: String
    var before: String
    var after: String
    var meaning: String
  }

  /// A kind of call whose counted cost the patch changed.
  struct Call {
    var name: String
    var requests: String
    var bytes: String
  }
}
