extension MetricFormat {
  /// GNU time's `-v`; its kilobytes are 1,024 bytes.
  static let gnuTime = MetricFormat("time -v", marks: ["Command being timed:"]) { lines in
    lines.compactMap { line in
      if line.begins(with: "Elapsed (wall clock) time"), let text = line.behind("m:ss): ")?.text {
        return seconds(text).map { MetricValue(name: "elapsed time", unit: "s", value: $0) }
      }
      for (mark, name, unit) in rows where line.begins(with: mark) {
        return line.behind(": ")?.words.first.flatMap(FigureText.value).flatMap {
          // What the command used too little of to be counted says nothing.
          $0 > 0 ? MetricValue(name: name, unit: unit, value: $0) : nil
        }
      }
      return nil
    }
  }

  private static let rows: [(StaticString, name: String, unit: String)] = [
    ("User time (seconds)", "time in user mode", "s"),
    ("System time (seconds)", "time in the kernel", "s"),
    ("Maximum resident set size", "maximum resident set", "KiB"),
  ]

  /// `1:02:03` and `2:03.45`.
  private static func seconds(_ text: String) -> Double? {
    var seconds = 0.0
    for part in text.split(separator: ":") {
      guard let value = Double(part) else { return nil }
      seconds = seconds * 60 + value
    }
    return seconds > 0 ? seconds : nil
  }
}
