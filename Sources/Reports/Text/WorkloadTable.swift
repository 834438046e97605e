internal import Documents
internal import Findings
internal import Presentation

/// One workload at every stage: one line a stage, and one between the stages where it really changed.
///
/// Subjects take what room is left and are cut; figures never are. A narrow terminal goes without the
/// intervals of the levels, a wide one has the changes drawn on a common scale.
struct WorkloadTable {
  let workload: WorkloadResult
  let lane: LaneKind
  let rounds: Int
  /// What the subjects of all patches begin with, left out of the table.
  let commonPrefix: String
  let style: TextStyle
  private let longestTitle: Int
  private let scale: IntervalScale?

  init(
    workload: WorkloadResult, lane: LaneKind, rounds: Int, commonPrefix: String, style: TextStyle
  ) {
    var workload = workload
    // Before widths are measured: the name of an unsafe character is wider than the character.
    workload.name = Harmless.line(workload.name)
    workload.unit = Harmless.line(workload.unit)
    for stage in workload.stages.indices {
      workload.stages[stage].title = Harmless.line(workload.stages[stage].title)
    }
    self.workload = workload
    self.lane = lane
    self.rounds = rounds
    let commonPrefix = Harmless.line(commonPrefix)
    self.commonPrefix = commonPrefix
    self.style = style
    longestTitle =
      workload.stages.map { $0.shortTitle(without: commonPrefix).columns }.max() ?? 0
    scale = IntervalScale(
      workload.stages.compactMap(\.vsPrevious).filter { !$0.isTooNoisy }, columns: Self.barWidth)
    decimals = lane.hasAnyUnit ? workload.decimals : 0
  }

  private static let subjectWidths = 16...60
  private static let barWidth = 24
  /// Columns of `−12.3 % [−19.9, +10.1]`.
  private static let changeWidth = 21

  private var hasCounters: Bool { lane.hasCounters }
  private var hasIntervals: Bool { style.columns >= 100 }
  private var hasBars: Bool { style.columns >= 100 + Self.barWidth + 2 && scale != nil }

  /// Four digits tell enough of a level.
  private let decimals: Int

  private var unitWidth: Int { max(6, min(workload.unit.count, 16)) }

  /// The columns behind the subject, a space before each.
  private var figuresWidth: Int {
    unitWidth + 1 + (hasIntervals ? 15 : 0) + Self.changeWidth + 1 + 2 + 8 + (hasCounters ? 12 : 0)
      + (hasBars ? Self.barWidth + 1 : 0)
  }

  private var subjectWidth: Int {
    let room = style.columns - 3 - figuresWidth
    return min(
      max(room, Self.subjectWidths.lowerBound), max(longestTitle, 31),
      Self.subjectWidths.upperBound)
  }

  var lines: [ReportLine] {
    var lines = [ReportLine(title), ReportLine(header)]
    for stage in workload.stages {
      if let origin = workload.origin(beginningAt: stage.patch) {
        lines += origin.lines.map { ReportLine("   " + $0) }
      }
      if let change = workload.blamed.first(where: {
        stage.patch != nil && $0.patches.first == stage.patch
      }) {
        lines.append(separator(change))
      }
      lines.append(line(stage))
    }
    return lines
  }

  private var title: String {
    let sees =
      workload.isTooNoisy
      ? "; \(TooNoisy.words) a patch"
      : workload.detectableRatio.map { "; sees \(Doubts.percent($0 - 1)) a patch" }
    let levels = workload.stages.map { $0.isMeasured ? $0.median : nil }
    let facts = [
      workload.unit, direction,
      workload.family == .exact
        ? "the same in each of "
          + (workload.countedRuns.map { Columns.counted($0, "run") }
            ?? Columns.counted(rounds, "round"))
        : "\(workload.basis(rounds: rounds)) [95 %]",
    ]
    let words =
      lane.prefix + "\(workload.name)  \(facts.filter { !$0.isEmpty }.joined(separator: ", "))"
      + (sees ?? "")
    let picture = workload.stages.count > 2 ? "  \(Sparkline.of(levels))" : ""
    return words.columns + picture.columns <= style.columns ? words + picture : words
  }

  /// Which way a command's metric was taken to be better; the other lanes' are all known.
  private var direction: String {
    guard lane == .command else { return "" }
    return switch workload.better {
    case .higher: "higher is better"
    case .lower: "lower is better"
    case .unknown: "better unknown"
    }
  }

  private var header: String {
    var columns = [
      Columns.right("#", 2), Columns.left(lane.rowName, subjectWidth),
      Columns.right(workload.unit, unitWidth),
    ]
    if hasIntervals { columns.append(Columns.right("[low, high]", 14)) }
    columns += [
      Columns.right("vs previous", Self.changeWidth), Columns.left("", 1),
      Columns.right("vs base", 7),
    ]
    if hasCounters { columns += [Columns.right("req", 4), Columns.right("bytes", 6)] }
    if hasBars { columns.append(Columns.left(scale?.heading ?? "", Self.barWidth)) }
    return Self.joined(columns)
  }

  /// The line between two stages where the workload really changed.
  private func separator(_ change: AttributedChange) -> ReportLine {
    let size = Columns.change(change.ratio, low: change.low, high: change.high)
    let where_ =
      change.patches.count == 1 ? "" : " in patches \(change.numbers)"
    let verdict = workload.verdict(change)
    let equality = workload.equality(ofPatches: change.patches)
    let short = " \(verdict.sign) \(size)\(where_)"
    let room = 3 + subjectWidth + figuresWidth - 12
    let words = short + (short.count + equality.count < room ? equality : "") + " "
    let rest = max(0, room - words.count)
    return ReportLine("   " + String(repeating: "·", count: 9))
      + ReportLine(words, style(change.patches.count == 1 ? verdict : .suspect))
      + ReportLine(String(repeating: "·", count: rest))
  }

  private func line(_ stage: StageResult) -> ReportLine {
    let title = stage.shortTitle(without: commonPrefix)
    var columns = [Columns.right(stage.label, 2), Columns.left(title, subjectWidth)]
    guard stage.isMeasured else {
      return ReportLine(Self.joined(columns + [stage.state.rawValue]))
    }
    let change = stage.vsPrevious
    columns.append(Columns.right(value(stage.median), unitWidth))
    if hasIntervals {
      columns.append(Columns.right("[\(value(stage.low)), \(value(stage.high))]", 14))
    }
    columns.append(
      Columns.right(
        change.map(Self.words) ?? workload.differenceWords(of: stage) ?? "", Self.changeWidth))
    let sign = change.map {
      ReportLine(Columns.right($0.sign, 1), style($0.verdict))
    }
    var rest = [Columns.right(stage.vsBase?.size ?? "", 7)]
    if hasCounters {
      rest += [
        Columns.right(Columns.count(stage.counters.known(.requestsPerCall)), 4),
        Columns.right(Columns.count(stage.counters.known(.metadataBytesPerCall)), 6),
      ]
    }
    if hasBars, let scale, let change, !change.isTooNoisy { rest.append(scale.bar(change)) }
    return .joined(
      columns.map { ReportLine($0) } + [sign ?? ReportLine(" ")] + rest.map { ReportLine($0) })
  }

  /// A change with its interval, in words where no figures decide or they are too noisy.
  private static func words(_ change: Comparison) -> String {
    change.reason == nil ? change.change : "equal programs"
  }

  private func style(_ verdict: Verdict) -> TextStyle.Colour? {
    TextStyle.colour(verdict.tone(workload.better))
  }

  private static func joined(_ columns: [String]) -> String {
    var line = columns.joined(separator: " ")
    while line.last == " " { line.removeLast() }
    return line
  }

  private func value(_ value: Double) -> String {
    TimeText.isTime(workload.unit)
      ? TimeText.figure(value) : Columns.number(value, decimals: decimals)
  }
}

extension StageResult {
  /// The title without what the titles of all patches begin with.
  func shortTitle(without prefix: String) -> String {
    title.hasPrefix(prefix) ? String(title.dropFirst(prefix.count)) : title
  }
}
