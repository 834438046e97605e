import ArgumentParser

/// The mailboxes of a command that takes one or several.
struct MailboxArguments: ParsableArguments {
  /// What may stand in the place of a mailbox.
  static let help = ArgumentHelp(
    "A mailbox, - for standard input, a maildir, a folder of mails, or several files.",
    discussion: """
      Of several files, such as 00*.patch from git format-patch, the series is put together by the \
      numbers in the subjects, as from a folder.
      """,
    valueName: "mbox")

  @Argument(help: help)
  var paths: [String]

  func validate() throws { try Self.refuseMixedInput(paths) }

  /// Refuses standard input among files: it holds a whole mailbox and can be read once only.
  static func refuseMixedInput(_ paths: [String]) throws {
    guard paths.count < 2 || !paths.contains("-") else {
      throw ValidationError("Standard input, -, cannot be given beside other mailboxes.")
    }
  }
}
