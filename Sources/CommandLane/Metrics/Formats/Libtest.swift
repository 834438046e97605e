extension MetricFormat {
  /// Lines of Rust's own `cargo bench`: `test NAME ... bench:  1,234 ns/iter (+/- 56) = 12 MB/s`.
  static let libtest = MetricFormat("libtest", marks: ["bench:"]) { lines in
    lines.flatMap { line -> [MetricValue] in
      guard line.begins(with: "test "), let before = line.before("bench:"),
        let name = before.words.dropFirst().first, let words = line.behind("bench:")?.words,
        words.count >= 2, let time = FigureText(words[0]), time.unit.isEmpty
      else { return [] }
      var values = [
        MetricValue(name: name, unit: words[1], value: time.value)
      ]
      if let rate = line.behind("= ")?.words, rate.count >= 2, let value = FigureText.value(rate[0])
      {
        values.append(MetricValue(name: name + " throughput", unit: rate[1], value: value))
      }
      return values
    }
  }
}
