package import Documents
internal import Presentation

/// A run as Markdown, to paste under a cover letter or into a pull request.
package struct MarkdownReport {
  private let run: Run
  private let isASCII: Bool

  /// Creates the report of a run.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - isASCII: Whether only characters below 128 may be used.
  package init(_ run: Run, isASCII: Bool = false) {
    self.run = run
    self.isASCII = isASCII
  }

  /// Renders the report, one line feed behind each line.
  ///
  /// - Returns: The text.
  package func render() -> String {
    let view = RunView(run: run.inUnits(TimeText.fitting))
    let workloads = view.primaryWorkloads
    var lines = heading
    lines += VerdictView(view.run, workloads).lines.map { "- " + Self.escape($0) }
    lines += run.warnings.map { "- warning: " + Self.escape($0) }
    for workload in workloads { lines += table(workload) }
    lines += run.patchLanes.flatMap(\.result.workloads).flatMap(\.functionMarkdown)
    for workload in run.callLane?.workloads ?? [] { lines += calls(workload) }
    lines += [
      "",
      "\(Columns.counted(run.settings.rounds, "round")), seed \(run.settings.seed), "
        + Self.escape("kernel \(run.environment.kernel), \(run.environment.processor)")
        + ", intervals 95 % over all comparisons together"
        + (run.holdsEquivalence ? ", beside = 90 % of that one" : "") + ". patch-replay "
        + Self.escape(run.environment.program),
    ]
    return lines.map { (isASCII ? Self.plain($0) : $0) + "\n" }.joined()
  }

  /// A line in ASCII; signs that Markdown would act on are escaped.
  static func plain(_ line: String) -> String {
    line.unicodeScalars.map { $0.isASCII ? String($0) : escape(PlainSigns.of($0)) }.joined()
  }

  private var heading: [String] {
    guard let series = run.series else {
      return run.settings.range.map { ["### \(Self.escape($0))", ""] } ?? []
    }
    let leftOut = LeftOut.words(run.settings.without)
    return ["### \(Self.escape(series.title)), v\(series.version)\(leftOut)", ""]
  }

  private func table(_ workload: WorkloadResult) -> [String] {
    let prefix = run.commonPrefix
    let rows = workload.stages.map { stage -> String in
      let change = stage.vsPrevious.map {
        $0.signedChange + $0.reasonWords
      }
      let title = [stage.label, Self.escape(stage.shortTitle(without: prefix))]
      guard stage.isMeasured else {
        return "| "
          + (title + [Self.escape(stage.state.rawValue), "", "", "", ""]).joined(separator: " | ")
          + " |"
      }
      let cells =
        title + [
          workload.text(stage.median),
          (change ?? workload.differenceWords(of: stage)).map(Self.escape) ?? "",
          stage.vsBase?.size ?? "",
          Columns.count(stage.counters.known(.requestsPerCall)),
          Columns.count(stage.counters.known(.metadataBytesPerCall)),
        ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
    let hasEquivalence = workload.stages.contains { $0.vsPrevious?.equivalence != nil }
    let level = hasEquivalence ? "[95 %, = 90 %]" : "[95 %]"
    return [
      "",
      "**\(Self.escape(workload.name))**, \(workload.basis(rounds: run.settings.rounds))", "",
      "| # | patch | \(Self.escape(workload.unit)) | vs previous \(level) | vs base | requests | bytes |",
      "| --: | :-- | --: | :-- | --: | --: | --: |",
    ] + rows + workload.origins.flatMap { ["", Self.escape($0.words)] }
  }

  /// The kernel's call styles, whose rows are not patches.
  private func calls(_ workload: WorkloadResult) -> [String] {
    func change(_ comparison: Comparison?) -> String {
      comparison.map { Columns.change($0.ratio, low: $0.low, high: $0.high) } ?? ""
    }
    let rows = workload.stages.map { stage in
      let cells = [
        Self.escape(stage.title), workload.text(stage.median), change(stage.vsBase),
        change(stage.vsEngine), Columns.count(stage.counters.known(.requestsPerCall)),
      ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
    return [
      "",
      "**kernel: \(Self.escape(workload.name))**, level over "
        + Columns.counted(run.settings.rounds, "round"), "",
      "| call | \(Self.escape(workload.unit)) | vs one for each segment [95 %] "
        + "| vs the engine's last stage [95 %] | requests |", "| :-- | --: | :-- | :-- | --: |",
    ] + rows
  }

  /// Escapes what Markdown or HTML in it would act on.
  ///
  /// Brackets stay as they are, for intervals, except where they could end a link's text.
  static func escape(_ text: String) -> String {
    var result = ""
    var last: Unicode.Scalar?
    for scalar in Harmless.line(text).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "|", "~": result += "\\" + String(scalar)
      case "(" where last == "]", "[" where last == "]", ":" where last == "]":
        result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
      last = scalar
    }
    return result
  }
}

extension VerdictView {
  /// The answer, the headline and the sentences, each with its sign.
  var lines: [String] {
    let values = values
    return [values.answer, values.headline] + values.sentences.map { "\($0.glyph) \($0.text)" }
  }
}
