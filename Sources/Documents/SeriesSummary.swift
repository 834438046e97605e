/// A person as the mail names them.
package struct Person: Codable, Hashable, Sendable {
  /// The name, decoded.
  package var name: String
  /// The address.
  package var email: String

  package init(
    name: String, email: String
  ) {
    self.name = name
    self.email = email
  }
}

/// A series as `inspect` and `run.json` show it.
package struct SeriesSummary: Codable, Hashable, Sendable {
  /// The series' place in the mailbox, from 0.
  package var index: Int
  /// The cover letter's title, or the first patch's.
  package var title: String
  /// The version, 1 where the subjects say none.
  package var version: Int
  /// Patches that the subjects announce.
  package var expected: Int
  /// Whether every announced patch is there.
  package var complete: Bool
  /// The cover letter's message.
  @OrNull package var cover: Int?
  /// Who sent it.
  package var author: Person
  /// When, as in the mail.
  package var date: String
  /// The commit that the mail names as its base.
  @OrNull package var baseCommit: String?
  /// What the cover letter claims.
  package var claims: [ClaimSummary]
  /// Subjects that the cover letter announces, where it lists them.
  package var announced: [String]
  /// The patches that are there, in order.
  package var patches: [PatchSummary]
  /// What is wrong with the series.
  package var problems: [ProblemSummary]

  package init(
    index: Int, title: String, version: Int, expected: Int, complete: Bool, cover: Int?,
    author: Person, date: String, baseCommit: String?, claims: [ClaimSummary], announced: [String],
    patches: [PatchSummary], problems: [ProblemSummary]
  ) {
    self.index = index
    self.title = title
    self.version = version
    self.expected = expected
    self.complete = complete
    self.cover = cover
    self.author = author
    self.date = date
    self.baseCommit = baseCommit
    self.claims = claims
    self.announced = announced
    self.patches = patches
    self.problems = problems
  }

  enum CodingKeys: String, CodingKey {
    case index
    case title
    case version
    case expected
    case complete
    case cover
    case author
    case date
    case baseCommit = "base_commit"
    case claims
    case announced
    case patches
    case problems
  }
}

/// A figure of the cover letter: before and after the series.
package struct ClaimSummary: Codable, Hashable, Sendable {
  /// The workload that it is about, such as `writev`.
  package var workload: String
  /// Before the series.
  package var before: Double
  /// After the series.
  package var after: Double
  /// The figures' unit, such as `MB/s`.
  package var unit: String

  package init(
    workload: String, before: Double, after: Double, unit: String
  ) {
    self.workload = workload
    self.before = before
    self.after = after
    self.unit = unit
  }
}

/// Something that is wrong with a series or a mailbox.
package struct ProblemSummary: Codable, Hashable, Sendable {
  /// How bad it is.
  package var severity: Severity
  /// A stable code, such as `missing-patch`.
  package var code: String
  /// The patch that it is about.
  @OrNull package var patch: PatchNumber?
  /// One sentence.
  package var message: String

  package init(
    severity: Severity, code: String, patch: PatchNumber?, message: String
  ) {
    self.severity = severity
    self.code = code
    self.patch = patch
    self.message = message
  }
}
