package import Failures

/// Why a mailbox could not be split.
package struct MailboxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong.
  package enum Reason: Equatable, Sendable {
    /// There is nothing but white space.
    case empty
  }

  /// The name of the file or stream.
  package let source: String
  /// What is wrong.
  package let reason: Reason

  /// One sentence: the file and what is wrong with it.
  package var description: String {
    switch reason {
    case .empty: "\(source): the mailbox is empty"
    }
  }
}

extension MailboxError: UserFacingError {
  package var exitClass: ExitClass { .badInput }
}
