extension Run {
  /// The lanes whose rows are patches, by name; the kernel's are two ways of one call, and its row 1 is
  /// not patch 1.
  package var patchLanes: [(kind: LaneKind, result: LaneResult)] {
    lanes.filter(\.key.rowsArePatches).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
