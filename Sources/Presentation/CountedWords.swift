package import Documents
internal import Findings

/// What a patch promised, as a sentence: the exact counts first, and then what became of the throughput.
package struct CountedLine: Hashable, Sendable {
  /// The patches that it is about: several only where nothing was to change.
  package let patches: [PatchNumber]
  package let isKept: Bool
  /// Whether it says what became of the throughput.
  package let isTimed: Bool
  package let text: String

  /// The sign in front of it.
  package var sign: String { isKept ? "✓" : "✗" }
}

/// Promises and counters in words.
package enum CountedWords {
  /// A line for each patch that changed a counter or broke a promise, and one for all that promised the
  /// same and kept it.
  ///
  /// - Parameter run: The run.
  /// - Returns: The lines, those first whose patch is named for what varies, too.
  package static func lines(of run: Run) -> [CountedLine] {
    var same: [String: [PatchNumber]] = [:]
    var lines: [CountedLine] = []
    for promise in run.counted?.promises ?? [] {
      let changes = run.countedChanges(ofPatch: promise.patch)
      if promise.isKept, changes.isEmpty, promise.evidence.isEmpty {
        same[promise.promise, default: []].append(promise.patch)
        continue
      }
      let counts =
        changes.isEmpty
        ? (promise.isKept ? "promised " : "broke its promise of ") + promise.promise
          + (promise.evidence.isEmpty ? "" : ": " + promise.evidence.joined(separator: ", "))
        : figures(changes)
      let timing = timing(ofPatch: promise.patch, in: run)
      lines.append(
        CountedLine(
          patches: [promise.patch], isKept: promise.isKept, isTimed: !timing.isEmpty,
          text: "patch \(promise.patch): \(counts)\(timing)"))
    }
    lines += same.map { promise, patches in
      CountedLine(
        patches: patches, isKept: true, isTimed: false,
        text: "\(PatchRanges.words(patches)): \(promise), as promised")
    }
    let named = run.patchesNamedAlone
    func rank(_ line: CountedLine) -> (Int, PatchNumber, String) {
      (named.isDisjoint(with: line.patches) ? 1 : 0, line.patches.first ?? 0, line.text)
    }
    return lines.sorted { rank($0) < rank($1) }
  }

  /// The patches whose line says what became of the throughput, which then need no other one.
  ///
  /// - Parameter run: The run.
  /// - Returns: The patches.
  package static func timedPatches(of run: Run) -> Set<PatchNumber> {
    Set(lines(of: run).filter(\.isTimed).flatMap(\.patches))
  }

  /// The counters that a patch changed as it promised; empty where it changed none.
  ///
  /// - Parameters:
  ///   - patch: The patch.
  ///   - run: The run.
  /// - Returns: The words, a part for each.
  package static func figures(ofPatch patch: PatchNumber, in run: Run) -> String {
    figures(run.countedChanges(ofPatch: patch))
  }

  /// Counters before and after, such as `408 → 216 bytes for read-ahead`.
  static func figures(_ changes: [CountedChange]) -> String {
    changes.map { "\(counts($0.figure)) for \($0.figure.path)" }.joined(separator: ", ")
  }

  /// The counts alone, such as `408 → 216 bytes`.
  static func counts(_ figure: CountedFigure) -> String {
    "\(figure.before) → \(figure.after) \(figure.unit)"
  }

  /// What became of the engine's throughput, behind a semicolon; empty where nothing was compared.
  private static func timing(ofPatch patch: PatchNumber, in run: Run) -> String {
    let changes = (run.lanes[.engine]?.workloads ?? []).compactMap { workload in
      workload.stages.first { $0.patch == patch }?.vsPrevious.map {
        "\(workload.name) \($0.signedChange)" + workload.confirmation(ofPatch: patch)
      }
    }
    return changes.isEmpty ? "" : "; throughput: " + changes.joined(separator: ", ")
  }
}
