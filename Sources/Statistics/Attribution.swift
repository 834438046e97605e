/// A run of patches to which a change is attributed: those after stage `start`, up to stage `end`.
package struct PatchInterval: Hashable {
  package let start: Int
  package let end: Int

  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  /// The patches, by number.
  package var patches: [Int] { Array((start + 1)...end) }

  package func contains(_ other: PatchInterval) -> Bool { start <= other.start && other.end <= end }

  package func overlaps(_ other: PatchInterval) -> Bool { start < other.end && other.start < end }
}

extension StageComparisons {
  /// Returns the smallest intervals of patches over which a workload really changed, in order.
  ///
  /// With 95 % confidence every one of them holds a patch that changes the metric. Where minimal
  /// intervals overlap, the shorter and then the clearer one is kept.
  package func attribution(workload: Int) -> [PatchInterval] {
    let stages = logarithms[workload].first?.count ?? 0
    var significant: [(interval: PatchInterval, strength: Double)] = []
    for start in 0..<max(0, stages - 1) {
      for end in (start + 1)..<stages {
        let strength = abs(change(workload: workload, from: start, to: end).studentized)
        if strength > criticalValue {
          significant.append((PatchInterval(start: start, end: end), strength))
        }
      }
    }
    let minimal = significant.filter { candidate in
      !significant.contains {
        $0.interval != candidate.interval && candidate.interval.contains($0.interval)
      }
    }
    let preferred = minimal.sorted {
      let lengths = ($0.interval.patches.count, $1.interval.patches.count)
      return lengths.0 == lengths.1 ? $0.strength > $1.strength : lengths.0 < lengths.1
    }
    var kept: [PatchInterval] = []
    for candidate in preferred where !kept.contains(where: candidate.interval.overlaps) {
      kept.append(candidate.interval)
    }
    return kept.sorted { $0.start < $1.start }
  }
}
