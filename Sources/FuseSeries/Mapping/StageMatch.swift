internal import Bytes

/// The stage that a patch is, with the evidence.
package struct StageMatch: Hashable, Sendable {
  /// Evidence for a match.
  package enum Evidence: String, Hashable, Sendable {
    /// The patch has the step's subject.
    case subject
    /// The patch touches functions and fields that the step's patch touches.
    case symbols
  }

  /// The step's number in the plan.
  package let step: StageStep.Number
  /// The evidence for it.
  package let evidence: [Evidence]
  /// How sure it is: 1 where subject and symbols agree, 0.8 for the subject alone, 0.5 for the
  /// symbols alone.
  package let confidence: Double
}

extension StagePlan {
  /// Finds the step that each patch of a series is.
  ///
  /// Symbols alone count only if at least half of the series is known by subject, and only where
  /// the patch touches all symbols of exactly one step that is still free: other series touch the
  /// same functions.
  ///
  /// - Parameter patches: The series, in order.
  /// - Returns: Matches by patch number; a patch that is not a stage has none.
  package func match(_ patches: [PatchFacts]) -> [Int: StageMatch] {
    var matches: [Int: StageMatch] = [:]
    var taken: Set<Int> = []
    let subjects = steps.map { Self.normalized($0.subject) }
    for patch in patches {
      guard let index = subjects.firstIndex(of: Self.normalized(patch.subject)),
        taken.insert(index).inserted
      else { continue }
      let touches = steps[index].symbols.contains(where: patch.touched.contains)
      matches[patch.number] = StageMatch(
        step: numbers[index], evidence: touches ? [.subject, .symbols] : [.subject],
        confidence: touches ? 1 : 0.8)
    }
    guard 2 * matches.count >= patches.count else { return matches }
    for patch in patches where matches[patch.number] == nil {
      let candidates = steps.indices.filter { index in
        !taken.contains(index) && steps[index].symbols.allSatisfy(patch.touched.contains)
      }
      guard candidates.count == 1, let index = candidates.first else { continue }
      taken.insert(index)
      matches[patch.number] = StageMatch(
        step: numbers[index], evidence: [.symbols], confidence: 0.5)
    }
    return matches
  }

  /// A subject without tags, reply marks, the case of its letters and the width of its spaces.
  private static func normalized(_ subject: String) -> String {
    SubjectCleanup.clean(Array(subject.utf8)[...]).text.lowercased()
  }
}
