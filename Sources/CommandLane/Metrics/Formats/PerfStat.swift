internal import Bytes
internal import Foundation

extension MetricFormat {
  /// `perf stat -x,`: a figure, its unit, the event, how it spreads where it ran several times, how
  /// long it was counted.
  ///
  /// An event that was not counted has words in place of the figure.
  ///
  /// Source: perf-stat(1), "CSV FORMAT".
  static let perfStat = MetricFormat(
    "perf stat",
    marks: ["task-clock", "cpu-clock", "cycles", "instructions", "context-switches", "page-faults"]
  ) { lines in
    lines.compactMap { line in
      guard
        let separator = [",", ";"].first(where: { line.text.components(separatedBy: $0).count >= 5 }
        )
      else { return nil }
      let fields = line.text.components(separatedBy: separator)
      guard let value = Double(fields[0]), isEvent(fields[2]),
        ["", "msec", "ns", "Joules", "MiB"].contains(fields[1])
      else { return nil }
      return MetricValue(name: fields[2], unit: fields[1], value: value)
    }
  }

  private static func isEvent(_ name: String) -> Bool {
    name.utf8.first.map(ASCII.isLetter) == true
      && name.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "-_:./=".utf8.contains($0) }
  }
}
