import ArgumentParser
import PatchMail
import Replay

/// How mailboxes are read, and which series of them is meant.
struct MailOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How `From ` lines in bodies are quoted.", valueName: "format"))
  var mboxFormat = Quoting.auto

  /// The names of ``MailboxFormat`` on the command line.
  enum Quoting: String, ExpressibleByArgument, CaseIterable {
    case auto, mboxo, mboxrd

    var format: MailboxFormat {
      switch self {
      case .auto: .auto
      case .mboxo: .mboxo
      case .mboxrd: .mboxrd
      }
    }
  }

  @Flag(help: "Keep carriage returns at line ends, as `git am --keep-cr` does.")
  var keepCr = false

  @Flag(help: "Drop what stands above a scissors line, as `git am --scissors` does.")
  var scissors = false

  @Flag(help: "Add the Message-ID to each commit message, as `git am --message-id` does.")
  var messageId = false

  /// The names of `git am --quoted-cr`.
  enum QuotedCR: String, ExpressibleByArgument, CaseIterable {
    case nowarn, warn, strip
  }

  @Option(
    help: ArgumentHelp(
      "What becomes of carriage returns inside base64 or quoted-printable.",
      valueName: "action"))
  var quotedCr = QuotedCR.warn

  /// What these options make of mailboxes.
  func input(_ paths: [String]) -> MailInput {
    var input = MailInput(paths)
    input.format = mboxFormat.format
    input.keepsCR = keepCr
    input.options.usesScissors = scissors
    input.options.addsMessageID = messageId
    input.options.stripsQuotedCR = quotedCr == .strip
    return input
  }
}
