internal import RunModel
internal import Wording

/// One workload at every stage, one line a stage, within 100 columns.
struct WorkloadTable {
  let workload: WorkloadResult
  let lane: String
  let rounds: Int
  /// What the subjects of all patches begin with, left out of the table.
  let commonPrefix: String

  private static let subjectWidth = 31

  /// Only requests are counted.
  private var hasCounters: Bool { lane != "command" }

  /// Four digits tell enough of a median.
  private var decimals: Int {
    let smallest = workload.stages.filter { $0.state == "measured" }.map(\.median).min() ?? 0
    if hasCounters || smallest >= 100 || smallest <= 0 { return 0 }
    return smallest >= 10 ? 1 : smallest >= 1 ? 2 : 3
  }

  private var unitWidth: Int { max(6, min(workload.unit.count, 16)) }

  var lines: [String] {
    var lines = [title, header]
    for stage in workload.stages { lines.append(line(stage)) }
    return lines
  }

  private var title: String {
    let sees = workload.detectableRatio.map { "; sees \(Doubts.percent($0 - 1)) a patch" }
    return (lane == "engine" ? "" : "\(lane): ")
      + "\(workload.name)  \(workload.unit), median of \(rounds) rounds [95 %]\(sees ?? "")"
  }

  private var header: String {
    let columns = [
      Columns.right("#", 2), Columns.left(lane == "kernel" ? "call" : "patch", Self.subjectWidth),
      Columns.right(workload.unit, unitWidth), Columns.right("[low, high]", 14),
      Columns.right("vs previous", 21), Columns.left("", 1), Columns.right("vs base", 7),
    ]
    let counters = hasCounters ? [Columns.right("req", 4), Columns.right("bytes", 6)] : []
    return (columns + counters).joined(separator: " ")
  }

  private func line(_ stage: StageResult) -> String {
    let title = stage.shortTitle(without: commonPrefix)
    let number = [Columns.right("\(stage.number)", 2), Columns.left(title, Self.subjectWidth)]
    guard stage.state == "measured" else {
      return (number + [stage.state]).joined(separator: " ")
    }
    let previous = stage.vsPrevious.map {
      "×\(Columns.factor($0.ratio)) [\(Columns.factor($0.low)), \(Columns.factor($0.high))]"
    }
    let columns =
      number + [
        Columns.right(value(stage.median), unitWidth),
        Columns.right("[\(value(stage.low)), \(value(stage.high))]", 14),
        Columns.right(previous ?? "", 21),
        Columns.left(stage.vsPrevious.map { Glyph.of($0.verdict) } ?? "", 1),
        Columns.right(stage.vsBase.map { "×" + Columns.factor($0.ratio) } ?? "", 7),
      ]
    let counters =
      hasCounters
      ? [
        Columns.right(Columns.count(stage.counters.requestsPerCall), 4),
        Columns.right(
          lane == "kernel" ? "–" : Columns.count(stage.counters.metadataBytesPerCall), 6),
      ] : []
    return (columns + counters).joined(separator: " ")
  }

  private func value(_ value: Double) -> String { Columns.number(value, decimals: decimals) }
}

extension StageResult {
  /// The title without what the titles of all patches begin with.
  func shortTitle(without prefix: String) -> String {
    title.hasPrefix(prefix) ? String(title.dropFirst(prefix.count)) : title
  }
}
