extension MetricFormat {
  /// criterion's lines `NAME  time: [low estimate high]`, and `thrpt:` below; the middle one is read.
  ///
  /// A long name stands on the line before. Source: criterion's book, "Command-Line Output".
  static let criterion = MetricFormat("criterion", marks: ["time:   [", "thrpt:  ["]) { lines in
    var last = ""
    var name = ""
    return lines.compactMap { line in
      for (mark, suffix) in [("time:", ""), ("thrpt:", " throughput")] as [(StaticString, String)] {
        guard let bracket = line.behind(mark), bracket.begins(with: "["),
          let words = bracket.behind("[")?.words, words.count >= 6,
          let value = FigureText.value(words[2])
        else { continue }
        let before = line.before(mark)?.text ?? ""
        if suffix.isEmpty { name = before.isEmpty ? last : before }
        return name.isEmpty
          ? nil : MetricValue(name: name + suffix, unit: words[3], value: value)
      }
      last = line.text
      return nil
    }
  }
}
