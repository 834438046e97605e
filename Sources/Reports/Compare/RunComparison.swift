package import Documents
internal import Findings
internal import Presentation

/// Several runs patch by patch, such as those of two versions of a series; the first is the reference.
package struct RunComparison {
  /// What is said of the runs.
  package let document: ComparisonDocument

  /// Compares runs.
  ///
  /// - Parameter runs: The runs, the reference first.
  package init(_ runs: [Run]) { document = ComparisonDocument.of(runs) }

  /// The lanes in the order of documents.
  var lanes: [(kind: LaneKind, workloads: [ComparedWorkload])] {
    document.lanes.sorted { $0.key < $1.key }.map { ($0.key, $0.value.workloads) }
  }

  /// What a table of a workload shows.
  func heading(_ workload: ComparedWorkload, _ kind: LaneKind) -> String {
    let level = workload.family == .exact ? ", exactly" : " [95 %]"
    return kind.rowsArePatches
      ? "\(workload.name): change of each patch against the stage before\(level)"
      : "\(kind.prefix)\(workload.name): one call for the vector against one for each segment [95 %]"
  }

  /// The rows of a workload's table: the patches, and the whole series or the kernel's call.
  func rows(_ workload: ComparedWorkload) -> [ComparedPatch] {
    var series = workload.series
    if series.title.isEmpty { series.title = "the whole series" }
    return workload.patches + [series]
  }
}

extension ComparedChange {
  /// The patch's number in its run, where it has one.
  var label: String { patch?.description ?? "" }
}
