import ArgumentParser
import Documents
import PatchMail
import Replay
import Reports

/// `inspect`: what is in the mail, and what is wrong with it.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is in the mail: messages, series, patches, stages and problems.",
    discussion: "Exits with 1 where a series is incomplete or damaged, with 65 where there is none."
  )

  @OptionGroup var mailboxes: MailboxArguments

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Add what `git mailinfo` makes of each message (with --json).")
  var mailinfo = false

  @OptionGroup var text: TextOptions
  @OptionGroup var mail: MailOptions

  func run() throws {
    let mails = try mail.read(mailboxes.paths)
    let document = InspectDocument(mails, showsMailinfo: mailinfo)
    try Terminal.print(
      json ? JSONText.pretty(document) : InspectReport(document, style: text.style).render())
    if mailboxes.paths.count > 1 {
      mails.series.flatMap(MailFileNotes(mails).lines(about:)).forEach(Terminal.report)
    }
    guard !document.series.isEmpty else {
      throw Failure(
        .badInput,
        "\(mailboxes.name): no patch series in \(document.messages.count) "
          + (document.messages.count == 1 ? "message" : "messages"))
    }
    let errors = document.series.flatMap(\.problems).filter { $0.severity == .error }
    if let first = errors.first {
      throw Failure(
        .badAnswer, first.message + (errors.count > 1 ? " (and \(errors.count - 1) more)" : ""))
    }
  }
}
