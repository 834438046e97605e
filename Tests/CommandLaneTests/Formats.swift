@testable import CommandLane

/// Outputs of made-up runs, read.
enum Read {
  /// What is recognised in standard output, as `name value unit`.
  static func all(_ output: String, errors: String = "") throws -> [String] {
    try MetricReader([]).read(
      OutputSources(output: Array(output.utf8), errors: Array(errors.utf8))
    ).values.map(\.words)
  }

  /// The formats that are recognised in standard output.
  static func formats(_ output: String) throws -> [String] {
    try MetricReader([]).read(OutputSources(output: Array(output.utf8))).record.formats.map(\.name)
  }
}

extension MetricValue {
  /// The value as text, so that a list of them reads as a table.
  var words: String { "\(name) | \(value) | \(unit)" }
}
