extension Run {
  /// The lanes whose rows are patches, by name; the kernel's are two ways of one call, and its row 1 is
  /// not patch 1.
  package var patchLanes: [(kind: LaneKind, result: LaneResult)] {
    lanes.filter(\.key.rowsArePatches).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The lane whose rows are ways to make one call; nil where it was not measured.
  package var callLane: LaneResult? { lanes.first { !$0.key.rowsArePatches }?.value }
}
