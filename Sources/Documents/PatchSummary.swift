/// One patch of a series as `inspect` and `run.json` show it.
package struct PatchSummary: Codable, Hashable, Sendable {
  /// The patch's number in the series, from 1.
  package var number: PatchNumber
  /// The message that carries it.
  package var message: Int
  /// The subject without tags.
  package var subject: String
  /// Who wrote it.
  package var author: Person
  /// When, as in the mail.
  package var date: String
  /// The commit message below the subject.
  package var body: String
  /// The commit message's and the replies' trailers.
  package var trailers: [TrailerSummary]
  /// The files that it changes.
  package var files: [FileSummary]
  /// Lines added.
  package var additions: Int
  /// Lines removed.
  package var deletions: Int
  /// As `git patch-id --stable`, 40 hexadecimal digits, where the diff can be read.
  @OrNull package var patchID: String?
  /// The stage of the engine that the patch is.
  @OrNull package var stage: StageSummary?
  /// The patch's diff as text, where a document is to carry it; what is not UTF-8 is U+FFFD.
  package var diff: String?

  package init(
    number: PatchNumber, message: Int, subject: String, author: Person, date: String, body: String,
    trailers: [TrailerSummary], files: [FileSummary], additions: Int, deletions: Int,
    patchID: String?, stage: StageSummary?, diff: String? = nil
  ) {
    self.number = number
    self.message = message
    self.subject = subject
    self.author = author
    self.date = date
    self.body = body
    self.trailers = trailers
    self.files = files
    self.additions = additions
    self.deletions = deletions
    self.patchID = patchID
    self.stage = stage
    self.diff = diff
  }

  enum CodingKeys: String, CodingKey {
    case number
    case message
    case subject
    case author
    case date
    case body
    case trailers
    case files
    case additions
    case deletions
    case patchID = "patch_id"
    case stage
    case diff
  }
}

/// A trailer such as `Signed-off-by`, with the message that it comes from.
package struct TrailerSummary: Codable, Hashable, Sendable {
  /// What stands before the colon.
  package var key: String
  /// What stands behind it.
  package var value: String
  /// The message that carries it.
  package var message: Int

  package init(
    key: String, value: String, message: Int
  ) {
    self.key = key
    self.value = value
    self.message = message
  }
}

/// A file that a patch changes.
package struct FileSummary: Codable, Hashable, Sendable {
  /// The path before the patch.
  @OrNull package var oldPath: String?
  /// The path after it.
  @OrNull package var newPath: String?
  /// What the patch does to it.
  package var status: FileStatus
  /// Lines added.
  package var additions: Int
  /// Lines removed.
  package var deletions: Int
  /// Whether the change is binary.
  package var binary: Bool
  /// The old path's bytes where they are not UTF-8.
  package var oldPathBase64: String?
  /// The new path's bytes where they are not UTF-8.
  package var newPathBase64: String?

  package init(
    oldPath: String?, newPath: String?, status: FileStatus, additions: Int, deletions: Int,
    binary: Bool, oldPathBase64: String? = nil, newPathBase64: String? = nil
  ) {
    self.oldPath = oldPath
    self.newPath = newPath
    self.status = status
    self.additions = additions
    self.deletions = deletions
    self.binary = binary
    self.oldPathBase64 = oldPathBase64
    self.newPathBase64 = newPathBase64
  }

  enum CodingKeys: String, CodingKey {
    case oldPath = "old_path"
    case newPath = "new_path"
    case status
    case additions
    case deletions
    case binary
    case oldPathBase64 = "old_path_base64"
    case newPathBase64 = "new_path_base64"
  }
}

/// The stage that a patch is, and why.
package struct StageSummary: Codable, Hashable, Sendable {
  /// The plan, such as `fuse-scatter-gather-dio`.
  package var plan: String
  /// The step's number, from 1.
  package var number: StepNumber
  /// The step's subject.
  package var step: String
  /// What speaks for it: `subject`, `symbols`.
  package var evidence: [String]
  /// How sure it is, 0…1.
  package var confidence: Double
  /// The stage step as Swift source, where a document is to carry it.
  package var code: String?

  package init(
    plan: String, number: StepNumber, step: String, evidence: [String], confidence: Double,
    code: String? = nil
  ) {
    self.plan = plan
    self.number = number
    self.step = step
    self.evidence = evidence
    self.confidence = confidence
    self.code = code
  }
}
