internal import Failures
internal import Foundation
internal import PatchGit
internal import PatchMail

/// Who commits, as git finds it: the environment, then the repository's configuration.
enum Committer {
  static func identity(
    in repository: borrowing Repository, _ environment: [String: String]
  ) throws(GitError) -> Identity? {
    let configured = try repository.configuredCommitter()
    let name = environment["GIT_COMMITTER_NAME"].map { Array($0.utf8) } ?? configured?.name
    let email = environment["GIT_COMMITTER_EMAIL"].map { Array($0.utf8) } ?? configured?.email
    guard let name, let email else { return nil }
    return Identity(name: name, email: email)
  }

  /// The moment of a commit that does not take the author's: `GIT_COMMITTER_DATE`, else now.
  static func date(_ environment: [String: String], now: Date) throws(Failure) -> CommitDate {
    if let text = environment["GIT_COMMITTER_DATE"] {
      guard let date = MailDate(Array(text.utf8)[...]) else {
        throw Failure(.usage, "GIT_COMMITTER_DATE is not a date: \(text)")
      }
      return CommitDate(timestamp: date.timestamp, offsetMinutes: date.utcOffsetMinutes)
    }
    return CommitDate(
      timestamp: Int64(now.timeIntervalSince1970),
      offsetMinutes: TimeZone.current.secondsFromGMT(for: now) / 60)
  }
}
