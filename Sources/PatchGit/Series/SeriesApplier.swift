internal import PatchDiff

extension Repository {
  /// Applies a series in memory, patch after patch, and computes every tree and commit id; writes
  /// nothing.
  ///
  /// The commits are byte for byte those of `git am` 2.39 under the same committer. The first patch
  /// that does not apply stops the series.
  ///
  /// - Parameters:
  ///   - patches: The series in order.
  ///   - base: Where it starts.
  ///   - options: Who commits, and how.
  /// - Returns: One result for each patch.
  /// - Throws: ``GitError`` where the repository cannot be read or the committer has no name.
  package func apply(
    _ patches: [PatchToApply], onto base: Base, options: SeriesOptions
  ) throws(GitError) -> AppliedSeries {
    var applier = SeriesApplier(
      editor: try TreeEditor(database, tree: base.commit == nil ? nil : base.tree),
      committing: SeriesApplier.Committing(options: options, parent: base.commit),
      minimumContext: options.minimumContext, whitespace: options.whitespace,
      mergesThreeWay: options.mergesThreeWay)
    let stages = try applier.apply(patches)
    return AppliedSeries(base: base, stages: stages, newObjects: applier.newObjects)
  }
}

/// Turns patches into trees, and into commits where there is a committer.
struct SeriesApplier<Store: ObjectStore> {
  struct Committing {
    let options: SeriesOptions
    var parent: ObjectID?
  }

  var editor: TreeEditor<Store>
  private var committing: Committing?
  let minimumContext: Int?
  let whitespace: WhitespaceAction
  private let mergesThreeWay: Bool
  private var commits: [NewObject] = []

  var newObjects: [NewObject] { editor.newObjects + commits }

  init(
    editor: TreeEditor<Store>, committing: Committing?, minimumContext: Int?,
    whitespace: WhitespaceAction = .keep, mergesThreeWay: Bool = false
  ) {
    self.editor = editor
    self.committing = committing
    self.minimumContext = minimumContext
    self.whitespace = whitespace
    self.mergesThreeWay = mergesThreeWay
  }

  mutating func apply(_ patches: [PatchToApply]) throws(GitError) -> [PatchApplication] {
    var stages: [PatchApplication] = []
    for patch in patches {
      if let last = stages.last, last.status != .applied {
        stages.append(.skipped(patch.number))
      } else {
        stages.append(try apply(patch))
      }
    }
    return stages
  }

  private mutating func apply(_ patch: PatchToApply) throws(GitError) -> PatchApplication {
    if let error = patch.patch.error { return .stopped(patch.number, by: .malformed(error)) }
    let files = patch.patch.files
    if files.isEmpty { return .stopped(patch.number, by: .noDiff) }
    let message = CommitMessage.cleaned(patch.message)
    if message.contains(0) { return .stopped(patch.number, by: .zeroByteInMessage) }
    guard let author = patch.author.cleaned else {
      return .stopped(patch.number, by: .authorWithoutName)
    }
    let outcome = try TreePatcher.apply(
      files, to: &editor, minimumContext: minimumContext, whitespace: whitespace)
    var updates = outcome.updates
    if !outcome.isApplied {
      guard mergesThreeWay, let merged = try mergeThreeWay(files) else {
        return .stopped(patch.number, outcome)
      }
      updates = merged
    }
    try editor.apply(updates)
    let tree = try editor.writeTree()
    let isThereAlready = !outcome.isApplied && updates.isEmpty
    let commit = isThereAlready ? nil : try commit(tree, author, patch.date, message)
    return PatchApplication(
      number: patch.number, status: .applied, tree: tree, commit: commit,
      isMerged: !outcome.isApplied, hunks: outcome.isApplied ? outcome.hunks : [], rejects: [],
      obstacle: nil, updates: updates)
  }

  private mutating func commit(
    _ tree: ObjectID, _ author: [UInt8], _ authored: CommitDate, _ message: [UInt8]
  ) throws(GitError) -> ObjectID? {
    guard let committing else { return nil }
    guard let committer = committing.options.committer.cleaned else {
      throw GitError(
        .invalidName, "the committer has no name", call: "commit", subject: "committer")
    }
    let committed =
      switch committing.options.committerDate {
      case .author: authored
      case .fixed(let date): date
      }
    let text =
      committing.options.signsOff ? CommitMessage.signedOff(message, by: committer) : message
    let commit = try NewObject(
      .commit,
      CommitText.bytes(
        tree: tree, parent: committing.parent, author: author, authored: authored,
        committer: committer, committed: committed, message: text))
    commits.append(commit)
    self.committing?.parent = commit.id
    return commit.id
  }
}
