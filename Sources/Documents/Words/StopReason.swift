/// Why rounds stopped; documents hold it in words.
package enum StopReason: DocumentWord {
  /// As many rounds as were asked for.
  case rounds(Int)
  /// The time that was allowed is over.
  case time
  /// The intervals are as narrow as was asked for.
  case precise
  /// There were no rounds, and every stage is counted.
  case counted
  /// The user stopped it.
  case interrupted
  /// The engine's server, or the kernel's mount, failed.
  case failure
  /// A command or the journal failed after the first rounds.
  case error

  /// The words of the reasons without a number.
  private enum Word: String, CaseIterable {
    case time = "the time allowed"
    case precise = "precise enough"
    case counted = "the last count"
    case interrupted
    case failure
    case error = "an error"
  }

  /// The words of the documents.
  package var rawValue: String {
    switch self {
    case .rounds(1): "1 round"
    case .rounds(let count): "\(count) rounds"
    case .time: Word.time.rawValue
    case .precise: Word.precise.rawValue
    case .counted: Word.counted.rawValue
    case .interrupted: Word.interrupted.rawValue
    case .failure: Word.failure.rawValue
    case .error: Word.error.rawValue
    }
  }

  /// Reads the words of a document; nil where they are none of these.
  package init?(rawValue words: String) {
    switch Word(rawValue: words) {
    case .time: self = .time
    case .precise: self = .precise
    case .counted: self = .counted
    case .interrupted: self = .interrupted
    case .failure: self = .failure
    case .error: self = .error
    case nil: self.init(roundsIn: words)
    }
  }

  private init?(roundsIn words: String) {
    guard let count = words.split(separator: " ").first.flatMap({ Int($0) }),
      StopReason.rounds(count).rawValue == words
    else { return nil }
    self = .rounds(count)
  }
}
