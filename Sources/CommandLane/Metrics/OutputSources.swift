/// Where the figures of a run may stand.
struct OutputSources: Sendable {
  /// What went to standard output.
  var output: [UInt8]
  /// What went to standard error.
  var errors: [UInt8] = []
  /// What the file holds that the command was said to write; nil where none was named.
  var results: [UInt8]?
  /// Whether there was more than is kept.
  var isCut = false
}

/// What was understood in a run's output; kept with the cells of the first round.
struct ReadingRecord: Codable, Hashable, Sendable {
  /// A format, and how many metrics it gave.
  struct Format: Codable, Hashable, Sendable {
    let name: String
    let metrics: Int
  }

  /// The formats that were recognised; none where figures were asked for one by one.
  var formats: [Format] = []
  /// Metrics that were asked for and are on standard error only.
  var onErrors: [String] = []
  /// Whether there was more output, or were more figures, than are kept.
  var isCut = false
}
