extension MetricFormat {
  /// The times in GoogleTest's `--gtest_output=json:` and `xml:`, and in other files of that shape: all tests
  /// together, and each that took more than nothing.
  ///
  /// Source: GoogleTest's documentation, "Generating an XML Report" and "Generating a JSON Report".
  static let googleTest = MetricFormat(
    "GoogleTest", json: GoogleTest.values, marks: ["<testcase "], lines: GoogleTest.values)
}

private enum GoogleTest {
  @Sendable static func values(_ document: OutputJSON) -> [MetricValue] {
    guard let suites = document["testsuites"]?.elements else { return [] }
    let tests = suites.flatMap { suite in
      (suite["testsuite"]?.elements ?? []).compactMap { test in
        value(
          suite["name"]?.text, test["name"]?.text, test["time"]?.text)
      }
    }
    return total(document["time"]?.text) + tests
  }

  @Sendable static func values(_ lines: [OutputLine]) -> [MetricValue] {
    let tags = XMLTag.all(in: lines, named: ["testsuites", "testcase"])
    return tags.flatMap { tag -> [MetricValue] in
      guard tag.name == "testcase" else { return total(tag.attributes["time"]) }
      let found = value(
        tag.attributes["classname"], tag.attributes["name"], tag.attributes["time"])
      return found.map { [$0] } ?? []
    }
  }

  private static func total(_ time: String?) -> [MetricValue] {
    seconds(time).map { [MetricValue(name: "all tests", unit: "s", value: $0)] } ?? []
  }

  private static func value(_ suite: String?, _ test: String?, _ time: String?) -> MetricValue? {
    guard let test, let time = seconds(time) else { return nil }
    return MetricValue(
      name: [suite, test].compactMap { $0 }.joined(separator: "."), unit: "s", value: time)
  }

  /// `0.012` in XML, `0.012s` in JSON.
  private static func seconds(_ text: String?) -> Double? {
    guard let figure = text.flatMap(FigureText.init), ["", "s"].contains(figure.unit),
      figure.value > 0
    else { return nil }
    return figure.value
  }
}
