/// A run of steps to which a change is attributed: those after variant `start`, up to variant `end`.
///
/// The step that leads to a variant has the variant's place, from 1.
package struct StepInterval: Hashable, Sendable {
  package let start: Int
  package let end: Int

  package init(start: Int, end: Int) {
    precondition(start < end, "an interval from \(start) to \(end) holds no step")
    self.start = start
    self.end = end
  }

  /// The steps, by the place of the variant that each leads to.
  package var steps: ClosedRange<Int> { (start + 1)...end }

  package var count: Int { end - start }

  package func contains(_ step: Int) -> Bool { start < step && step <= end }

  package func contains(_ other: StepInterval) -> Bool { start <= other.start && other.end <= end }

  package func overlaps(_ other: StepInterval) -> Bool { start < other.end && other.start < end }
}

extension Judge {
  /// Returns the smallest intervals of steps over which a workload really changed, in order.
  ///
  /// With 95 % confidence every one of them holds a step that changes the figures. If minimal
  /// intervals overlap, the shorter and then the clearer one is kept.
  package func attribution(workload: Int) -> [StepInterval] {
    let variants = logarithms.variantCounts[workload]
    var significant: [(interval: StepInterval, strength: Double)] = []
    for start in 0..<max(0, variants - 1) {
      for end in (start + 1)..<variants {
        let strength = abs(change(workload: workload, from: start, to: end).studentized)
        if strength > criticalValue {
          significant.append((StepInterval(start: start, end: end), strength))
        }
      }
    }
    let minimal = significant.filter { candidate in
      !significant.contains {
        $0.interval != candidate.interval && candidate.interval.contains($0.interval)
      }
    }
    let preferred = minimal.sorted {
      let lengths = ($0.interval.count, $1.interval.count)
      return lengths.0 == lengths.1 ? $0.strength > $1.strength : lengths.0 < lengths.1
    }
    var kept: [StepInterval] = []
    for candidate in preferred where !kept.contains(where: candidate.interval.overlaps) {
      kept.append(candidate.interval)
    }
    return kept.sorted { $0.start < $1.start }
  }
}
