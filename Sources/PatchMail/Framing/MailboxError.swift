/// Why a mailbox could not be split.
public struct MailboxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// There is nothing but white space.
    case empty
  }

  /// The name of the file or stream.
  public let source: String
  /// What is wrong.
  public let reason: Reason

  /// One sentence: the file and what is wrong with it.
  public var description: String {
    switch reason {
    case .empty: "\(source): the mailbox is empty"
    }
  }
}
