package import Documents

/// What matters of several runs, in the order in which a reader needs it.
package struct ComparisonAnswer: Hashable, Sendable {
  /// One sentence of it.
  package struct Sentence: Hashable, Sendable {
    /// The sign in front of it.
    package let sign: String
    /// What it says about the runs.
    package let tone: Tone
    package let text: String
  }

  /// How many changes came out how.
  package let headline: String
  /// What is better or worse, and then what is not judged, and why.
  package let sentences: [Sentence]

  /// Reads a comparison.
  ///
  /// - Parameter document: The comparison.
  package init(_ document: ComparisonDocument) {
    headline = Self.headline(of: document)
    sentences =
      Self.findings(in: document) + Self.obstacles(in: document)
  }

  private static func headline(of document: ComparisonDocument) -> String {
    let judgements = document.lanes.values.flatMap(\.workloads).flatMap { workload in
      (workload.patches.isEmpty ? [workload.series] : workload.patches).flatMap(\.runs)
    }.compactMap(\.judgement)
    let order: [RunToRun] = [
      .worse, .better, .changed, .same, .unclear, .notJudged, .new, .gone, .ambiguous,
    ]
    let counts = order.compactMap { judgement -> String? in
      let count = judgements.count { $0 == judgement }
      return count == 0 ? nil : "\(count) \(judgement.rawValue)"
    }
    guard !counts.isEmpty else { return "nothing was measured by both runs" }
    return "\(Columns.counted(judgements.count, "change")) beside run 1: "
      + counts.joined(separator: ", ")
  }

  private static func findings(in document: ComparisonDocument) -> [Sentence] {
    let found = document.lanes.sorted { $0.key < $1.key }.flatMap { kind, lane in
      lane.workloads.flatMap { workload in
        (workload.patches + [workload.series]).flatMap { patch in
          patch.runs.indices.compactMap { finding(patch, $0, kind, workload) }
        }
      }
    }
    return [Tone.worse, .better, .changed].flatMap { tone in found.filter { $0.tone == tone } }
  }

  private static func finding(
    _ patch: ComparedPatch, _ run: Int, _ kind: LaneKind, _ workload: ComparedWorkload
  ) -> Sentence? {
    let change = patch.runs[run]
    guard let judgement = change.judgement, let sign = judgement.sign else { return nil }
    let place = "\(kind == .kernel ? kind.prefix : "")\(workload.name)"
    let name = change.patch.map { "patch \($0) (\(patch.title))" } ?? rowName(patch, kind)
    return Sentence(
      sign: sign, tone: judgement.tone,
      text: "\(judgement.rawValue) in run \(run + 1): \(name), \(place): \(change.words), in run 1 "
        + patch.runs[0].words)
  }

  private static func rowName(_ patch: ComparedPatch, _ kind: LaneKind) -> String {
    patch.title.isEmpty ? "the whole series" : patch.title
  }

  private static func obstacles(in document: ComparisonDocument) -> [Sentence] {
    var texts = document.runs.enumerated().flatMap { index, run in
      run.differences.map { $0.sentence(ofRun: index + 1) }
    }
    for (kind, lane) in document.lanes.sorted(by: { $0.key < $1.key }) {
      for workload in lane.workloads {
        let name = "\(kind == .kernel ? kind.prefix : "")\(workload.name)"
        if workload.measured.contains(false) {
          let runs = workload.measured.indices.filter { workload.measured[$0] }
          texts.append(
            "\(name): only in run \(runs.map { "\($0 + 1)" }.joined(separator: ", "))")
        }
        for (index, level) in workload.levels.enumerated() {
          guard let level, level.moved, let ratio = level.ratio else { continue }
          texts.append(
            "run \(index + 1): \(name): the base changed by \(ratio.words) since run 1, more than its "
              + "interval; nothing that varies is judged of it")
        }
      }
    }
    return texts.map { Sentence(sign: "!", tone: .tiny, text: $0) }
  }
}
