/// A header that becomes part of a commit.
enum CommitField: CaseIterable {
  case from
  case subject
  case date

  /// The field's name in a header.
  var name: StaticString {
    switch self {
    case .from: "From"
    case .subject: "Subject"
    case .date: "Date"
    }
  }
}

/// The decoded values of the headers that become part of a commit.
struct MailHeaderValues {
  var from: [UInt8]?
  var subject: [UInt8]?
  var date: [UInt8]?

  subscript(field: CommitField) -> [UInt8]? {
    get {
      switch field {
      case .from: from
      case .subject: subject
      case .date: date
      }
    }
    set {
      switch field {
      case .from: from = newValue
      case .subject: subject = newValue
      case .date: date = newValue
      }
    }
  }

  /// These values where there are any, else those of `other`.
  func merging(_ other: Self) -> Self {
    Self(
      from: from ?? other.from, subject: subject ?? other.subject, date: date ?? other.date)
  }

  /// The name of the first field with a NUL in its value.
  var fieldWithNUL: String? {
    CommitField.allCases.first { self[$0]?.contains(0) == true }.map { "\($0.name)" }
  }
}
