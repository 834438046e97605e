package import Failures
package import PatchGit
internal import PatchMail

/// Why a series cannot be applied at all.
package struct UnusablePatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// The patch's number.
  package let number: Int
  /// The message that carries it.
  package let message: Int
  /// What is missing.
  package let reason: String

  /// One sentence for the user.
  package var description: String { "patch \(number) (message \(message)): \(reason)" }
}

extension PatchToApply {
  /// Takes what a commit needs from a patch's mail.
  ///
  /// - Parameter parsed: The patch.
  /// - Throws: ``UnusablePatch`` where the mail cannot be read or has no date, of which `git am`
  ///   would make the present moment, and so another commit each time.
  package init(_ parsed: ParsedSeries.Patch) throws(UnusablePatch) {
    let patch = parsed.mail
    guard let info = patch.info, let diff = parsed.diff else {
      throw UnusablePatch(
        number: patch.number, message: patch.message, reason: "the mail cannot be read")
    }
    guard let date = info.parsedDate else {
      throw UnusablePatch(
        number: patch.number, message: patch.message,
        reason: "the mail has no date that can be read")
    }
    self.init(
      number: patch.number,
      author: Identity(name: info.author ?? [], email: info.email ?? []),
      date: CommitDate(timestamp: date.timestamp, offsetMinutes: date.utcOffsetMinutes),
      message: info.commitMessage, patch: diff)
  }
}

extension UnusablePatch: UserFacingError {
  package var exitClass: ExitClass { .badAnswer }
}
