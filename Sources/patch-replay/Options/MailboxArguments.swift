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

  /// The mailboxes in one word or two, for errors.
  var name: String { Self.name(paths) }

  /// Names the first of some mailboxes, and says how many there are besides.
  static func name(_ paths: [String]) -> String {
    let first = paths.first ?? ""
    switch paths.count {
    case ...1: return first
    case 2: return "\(first) and 1 more"
    default: return "\(first) and \(paths.count - 1) more"
    }
  }

  /// Refuses standard input among files: it holds a whole mailbox and can be read once only.
  static func refuseMixedInput(_ paths: [String]) throws {
    guard paths.count < 2 || !paths.contains("-") else {
      throw ValidationError("Standard input, -, cannot be given beside other mailboxes.")
    }
  }
}
