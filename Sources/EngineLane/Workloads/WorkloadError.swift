package import Failures

/// A text that does not name a workload.
package struct WorkloadError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was given.
  package let text: String
  /// What is wrong with it.
  package let reason: String

  /// One sentence for the user.
  package var description: String {
    "`\(text)` is not a workload: \(reason) "
      + "(examples: writev:32x4k, readv:8x512@100, read:128k, readpages:8, metadata)"
  }
}

extension WorkloadError: UserFacingError {
  package var exitClass: ExitClass { .usage }
}
