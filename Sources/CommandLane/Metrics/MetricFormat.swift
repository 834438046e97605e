/// What a kind of benchmark prints, and how its figures are read.
struct MetricFormat: Sendable {
  /// What the format is called, such as `Google Benchmark`.
  let name: String
  /// Reads a JSON document; nothing where it is another program's.
  ///
  /// Nil where the format has no JSON.
  var json: (@Sendable (OutputJSON) -> [MetricValue])?
  /// Texts one of which is in any output of the format that is no JSON.
  var marks: [StaticString] = []
  /// Reads lines; nothing where they are another program's.
  ///
  /// Nil where the format has JSON only.
  var lines: (@Sendable ([OutputLine]) -> [MetricValue])?

  init(
    _ name: String, json: (@Sendable (OutputJSON) -> [MetricValue])? = nil,
    marks: [StaticString] = [], lines: (@Sendable ([OutputLine]) -> [MetricValue])? = nil
  ) {
    self.name = name
    self.json = json
    self.marks = marks
    self.lines = lines
  }

  /// What the format finds in an output.
  func values(in output: OutputText) -> [MetricValue] {
    if let json {
      let found = output.documents.flatMap(json)
      if !found.isEmpty { return found }
    }
    guard let lines, marks.isEmpty || output.holds(anyOf: marks) else { return [] }
    return lines(output.lines)
  }
}
