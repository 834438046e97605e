/// A person as the mail names them.
public struct Person: Codable, Hashable, Sendable {
  /// The name, decoded.
  public var name: String
  /// The address.
  public var email: String

  /// Creates the value from its parts.
  public init(
    name: String, email: String
  ) {
    self.name = name
    self.email = email
  }
}

/// A series as `inspect` and `run.json` show it.
public struct SeriesSummary: Codable, Hashable, Sendable {
  /// The series' place in the mailbox, from 0.
  public var index: Int
  /// The cover letter's title, or the first patch's.
  public var title: String
  /// The version, 1 where the subjects say none.
  public var version: Int
  /// Patches that the subjects announce.
  public var expected: Int
  /// Whether every announced patch is there.
  public var complete: Bool
  /// The cover letter's message.
  @OrNull public var cover: Int?
  /// Who sent it.
  public var author: Person
  /// When, as in the mail.
  public var date: String
  /// The commit that the mail names as its base.
  @OrNull public var baseCommit: String?
  /// What the cover letter claims.
  public var claims: [ClaimSummary]
  /// Subjects that the cover letter announces, where it lists them.
  public var announced: [String]
  /// The patches that are there, in order.
  public var patches: [PatchSummary]
  /// What is wrong with the series.
  public var problems: [ProblemSummary]

  /// Creates the value from its parts.
  public init(
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
public struct ClaimSummary: Codable, Hashable, Sendable {
  /// The workload that it is about, such as `writev`.
  public var workload: String
  /// Before the series.
  public var before: Double
  /// After the series.
  public var after: Double
  /// The figures' unit, such as `MB/s`.
  public var unit: String

  /// Creates the value from its parts.
  public init(
    workload: String, before: Double, after: Double, unit: String
  ) {
    self.workload = workload
    self.before = before
    self.after = after
    self.unit = unit
  }
}

/// Something that is wrong with a series or a mailbox.
public struct ProblemSummary: Codable, Hashable, Sendable {
  /// `error`, `warning` or `note`.
  public var severity: String
  /// A stable code, such as `missing-patch`.
  public var code: String
  /// The patch that it is about.
  @OrNull public var patch: Int?
  /// One sentence.
  public var message: String

  /// Creates the value from its parts.
  public init(
    severity: String, code: String, patch: Int?, message: String
  ) {
    self.severity = severity
    self.code = code
    self.patch = patch
    self.message = message
  }
}
