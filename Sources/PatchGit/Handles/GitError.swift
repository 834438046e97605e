internal import CGit2
package import Failures

/// A failure of libgit2, or of data that libgit2 handed out.
package struct GitError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds somebody reacts to.
  package enum Kind: Sendable, Hashable {
    /// The repository, reference or object is not there (`GIT_ENOTFOUND`).
    case notFound
    /// The name means several things (`GIT_EAMBIGUOUS`).
    case ambiguous
    /// A reference or revision is malformed (`GIT_EINVALIDSPEC`).
    case invalidName
    /// The reference exists or has moved meanwhile (`GIT_EEXISTS`, `GIT_EMODIFIED`).
    case conflict
    /// The branch is checked out, so moving it would leave the work tree behind.
    case checkedOut
    /// The branch holds commits that the new ones do not build on.
    case notFastForward
    /// The repository belongs to another user, whose hooks and settings are not to be trusted
    /// unasked (`GIT_EOWNER`).
    case foreign
    /// An object or folder cannot be what it is said to be.
    case corrupt
    /// Anything else.
    case other
  }

  /// The kind.
  package let kind: Kind
  /// libgit2's code; 0 where the failure is not libgit2's own.
  package let code: Int32
  /// libgit2's message, or ours.
  package let message: String
  /// The function that failed.
  package let call: String
  /// The path, name or id it was about.
  package let subject: String

  init(_ kind: Kind, _ message: String, call: String, subject: String) {
    self.kind = kind
    code = 0
    self.message = message
    self.call = call
    self.subject = subject
  }

  /// Takes libgit2's message, which lives only until the next call on this thread.
  init(code: Int32, call: String, subject: String) {
    kind =
      switch git_error_code(code) {
      case GIT_ENOTFOUND: .notFound
      case GIT_EAMBIGUOUS: .ambiguous
      case GIT_EINVALIDSPEC: .invalidName
      case GIT_EEXISTS, GIT_EMODIFIED: .conflict
      default: .other
      }
    self.code = code
    message = git_error_last()?.pointee.message.map { String(cString: $0) } ?? "no message"
    self.call = call
    self.subject = subject
  }

  /// The whole sentence; the function that failed is of use to the user only where it is libgit2's.
  package var description: String {
    "\(subject): \(message)" + (code == 0 ? "" : " (\(call))")
  }

  /// Turns a code of libgit2 into an error at once.
  static func check(_ code: Int32, _ call: String, _ subject: String) throws(GitError) {
    if code < 0 { throw GitError(code: code, call: call, subject: subject) }
  }
}

extension GitError: UserFacingError {
  package var exitClass: ExitClass {
    switch kind {
    case .notFound: .noInput
    case .ambiguous, .invalidName, .checkedOut, .notFastForward: .usage
    case .foreign: .unavailable
    case .conflict, .corrupt, .other: .inputOutput
    }
  }
}
