package import Documents

extension RunToRun {
  /// The judgement in a table.
  package var words: String {
    sign.map { "\($0) \(rawValue)" } ?? rawValue
  }

  /// The sign of a change that is another one than in the reference run.
  var sign: String? {
    switch self {
    case .better: Verdict.faster.sign
    case .worse: Verdict.slower.sign
    case .changed: Verdict.changed.sign
    case .same, .unclear, .notJudged, .new, .gone, .ambiguous: nil
    }
  }

  /// What it says about a patch.
  package var tone: Tone {
    switch self {
    case .better: .better
    case .worse: .worse
    case .same: .unchanged
    case .changed: .changed
    case .new, .gone, .ambiguous: .shared
    case .unclear, .notJudged: .open
    }
  }

  /// What the judgements mean.
  package static let legend = [
    "same: equal figures, or the 90 % interval of the ratio of both changes lies within ±2 %",
    "better, worse: the intervals, which hold over all comparisons of a run together, do not touch, "
      + "or exact figures changed otherwise; changed: the same, where nobody knows which way is better; "
      + "unclear: neither",
    "not judged: the runs differ, the base moved by more than its interval, or there are no figures",
    "patches are paired by patch id, Change-Id, Message-Id or title; ambiguous: several are alike",
  ]
}

extension ComparedRun {
  /// What the run measured, how often and when.
  package var name: String {
    let titled = title.map {
      "\(Columns.left($0, min(50, $0.count)))" + (version.map { ", v\($0)" } ?? "")
        + LeftOut.words(without)
    }
    return "\(titled ?? range ?? "no series"), \(Columns.counted(rounds, "round")), \(started)"
  }
}

extension ComparedRatio {
  /// The change with its interval.
  package var words: String { Columns.change(ratio, low: low, high: high) }
}

extension ComparedChange {
  /// The change with interval and sign; of an exact number what it was and is.
  package var words: String {
    guard let state else { return "–" }
    guard state == .measured else { return state.rawValue }
    if let exact {
      return exact.before == exact.after
        ? Columns.exact(exact.after)
        : "\(Columns.exact(exact.before)) → \(Columns.exact(exact.after))"
    }
    guard let change else { return "–" }
    // What runs are called apart by is the interval of all comparisons together, beside which "no
    // change", the word of another one, would be no reading.
    let glyph = verdict.map { $0 == .noChange ? "" : " \($0.sign)" } ?? ""
    return change.words + glyph
  }
}

extension RunDifference {
  /// One sentence for the reader.
  ///
  /// - Parameter run: The run's number, from 1.
  /// - Returns: What differs, and what is therefore not judged.
  package func sentence(ofRun run: Int) -> String {
    let touched = touchesExact ? "nothing" : "nothing that varies"
    let names = lanes.map(\.rawValue).joined(separator: ", ")
    return
      "run \(run): \(what.rawValue): \(here), in run 1 \(reference); \(touched) is judged of it "
      + "(\(names))"
  }
}
