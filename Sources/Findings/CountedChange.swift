package import Documents
internal import Glibc

/// A counter that a patch changed: exact, whatever the machine did meanwhile.
package struct CountedChange: Hashable, Sendable {
  package let patch: PatchNumber
  package let figure: CountedFigure

  /// How far the counter moved, as a logarithm without its sign.
  fileprivate var size: Double {
    guard figure.before > 0, figure.after > 0 else { return .infinity }
    return abs(log(Double(figure.after) / Double(figure.before)))
  }
}

extension Run {
  /// The counters that a patch promised to change, and did.
  ///
  /// - Parameter patch: The patch.
  /// - Returns: A change for each path, in the order of the promise.
  package func countedChanges(ofPatch patch: PatchNumber) -> [CountedChange] {
    countedChanges.filter { $0.patch == patch }
  }

  /// The patches that changed a counter as they promised, in the order of the series.
  package var countedPatches: [PatchNumber] { Set(countedChanges.map(\.patch)).sorted() }

  /// The largest change of a counter; the first of several that are equally large.
  package var largestCountedChange: CountedChange? {
    countedChanges.reduce(nil) { largest, change in
      largest.map { $0.size >= change.size ? $0 : change } ?? change
    }
  }

  private var countedChanges: [CountedChange] {
    (counted?.promises ?? []).filter(\.isKept).flatMap { promise in
      (promise.figures ?? []).filter { $0.before != $0.after }.map {
        CountedChange(patch: promise.patch, figure: $0)
      }
    }
  }
}
