import ArgumentParser
import Documents
import Replay
import Reports

/// `inspect`: what is in the mail, and what is wrong with it.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is in the mail: messages, series, patches, stages and problems.",
    discussion: "Exits with 1 if a series is incomplete or damaged, with 65 if there is none."
  )

  @OptionGroup var mailboxes: MailboxArguments

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Add what `git mailinfo` makes of each message (with --json).")
  var mailinfo = false

  @OptionGroup var text: TextOptions
  @OptionGroup var mail: MailOptions

  func run() throws {
    var request = InspectRequest(mail.input(mailboxes.paths))
    request.showsMailinfo = mailinfo
    try request.perform(.terminal).show { document in
      try json ? JSONText.pretty(document) : InspectReport(document, style: text.style).render()
    }
  }
}
