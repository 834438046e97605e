import Documents
import Presentation
import Reports
import Rounds
import Statistics
import TestSupport
import Testing

/// Levels, ratios to the stage before and ratios to the base are one figure each, wherever they stand.
struct AgreementTests {
  private struct Simulated: MeasuredLane {
    let seed: UInt64
    var kind: LaneKind { .engine }
    var fresh: [FreshRounds] { [] }
    var rows: [LaneRow] {
      (0..<4).map { place in
        LaneRow(
          place: StagePlace(place), patch: place == 0 ? nil : PatchNumber(place),
          title: "stage \(place)", subject: nil)
      }
    }
    /// Eight rounds of about 5000, some cells of which fall far; the machine drifts from round to round.
    var families: [MetricFamily] {
      var generator = SeededGenerator(seed: seed)
      let steps = (0..<4).map { _ in Double.random(in: 0.7..<1.4, using: &generator) }
      let values = (0..<8).map { _ in
        let drift = Double.random(in: 0.5..<2, using: &generator)
        return steps.map { step in
          let noise = Double.random(in: 0.95..<1.05, using: &generator)
          let isSpoilt = Int.random(in: 0..<10, using: &generator) == 0
          return 5000 * step * drift * noise * (isSpoilt ? 0.3 : 1)
        }
      }
      let series = MetricSeries(
        workload: 0, name: "writev:32x4k", unit: "MB/s", better: .higher, rows: rows.map(\.place),
        values: values)
      return [MetricFamily(kind: nil, members: [series])]
    }
    func complete(_ result: inout StageResult, row: Int, of series: MetricSeries) {}
    func complete(_ result: inout WorkloadResult, of series: MetricSeries) {}
  }

  /// A row as a reader sees it; nil where words stand in a figure's place.
  private struct Row {
    var level: Double
    var previous: Double?
    var base: Double?
  }

  /// Whether shown figures can be roundings of figures that agree.
  private func agree(_ rows: [Row], level: Double, ratio: Double) -> Bool {
    zip(rows, rows.dropFirst()).allSatisfy { before, row in
      [(before.level, row.previous), (rows[0].level, row.base)].allSatisfy { from, shown in
        guard let shown else { return true }
        let quotient = row.level / from
        return abs(quotient - shown) <= ratio + quotient * (level / row.level + level / from) + 1e-9
      }
    }
  }

  private func run(_ seed: Int) -> Run {
    var run = SampleRun.make()
    run.counted = nil
    run.lanes = [.engine: LaneResult(Simulated(seed: UInt64(seed)))]
    return run
  }

  @Test func `in 200 runs all figures of a table agree up to rounding`() throws {
    var shown = 0
    for seed in 0..<200 {
      let run = run(seed)
      let stages = try #require(run.lanes[.engine]).workloads[0].stages
      let exact = stages.map {
        Row(level: $0.median, previous: $0.vsPrevious?.ratio, base: $0.vsBase?.ratio)
      }
      #expect(agree(exact, level: 0, ratio: 0), "run \(seed)")

      let read = try JSONText.read(Run.self, from: JSONText.pretty(run).utf8)
      #expect(read.lanes == run.lanes, "run \(seed)")

      let table = CSVReport(run).summary().split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let csv = try table.dropFirst().map { fields in
        Row(
          level: try #require(Double(fields[5])), previous: Double(fields[8]),
          base: Double(fields[12]))
      }
      #expect(csv.count == 4 && agree(csv, level: 0, ratio: 0), "run \(seed)")

      let text = textRows(TextReport(run).render())
      let markdown = markdownRows(MarkdownReport(run).render())
      for rows in [text, markdown] {
        #expect(rows.count == 4, "run \(seed)")
        #expect(agree(rows, level: 0.5, ratio: 0.005), "run \(seed): \(rows)")
        shown += rows.compactMap(\.previous).count
      }
    }
    #expect(shown > 200)
  }

  private func textRows(_ text: String) -> [Row] {
    text.split(separator: "\n").compactMap { line in
      guard let match = line.firstMatch(of: /^ ?\d+ .*? (\d+) +\[\d+, \d+\](.*)$/),
        let level = Double(match.1)
      else { return nil }
      let previous = match.2.firstMatch(of: /×([\d.]+) \[/).flatMap { Double($0.1) }
      let base = match.2.firstMatch(of: /×([\d.]+)(?: |$)(?!\[)/).flatMap { Double($0.1) }
      return Row(level: level, previous: previous, base: base)
    }
  }

  private func markdownRows(_ text: String) -> [Row] {
    text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingPrefix(" ")
      }
      guard cells.count > 5, Int(cells[1].prefix(1)) != nil,
        let level = Double(cells[3].prefix { $0 != " " })
      else { return nil }
      return Row(level: level, previous: ratio(cells[4]), base: ratio(cells[5]))
    }
  }

  /// A ratio as it is written, as a factor or in percent.
  private func ratio(_ words: Substring) -> Double? {
    let number = words.prefix { $0 != " " }.replacing("−", with: "-")
    if number.hasPrefix("×") { return Double(number.dropFirst()) }
    guard words.contains("%") else { return nil }
    return Double(number).map { 1 + $0 / 100 }
  }
}
