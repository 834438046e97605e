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

  /// Reads the mailboxes and sorts their mails into series.
  ///
  /// - Parameters:
  ///   - paths: The mailboxes.
  ///   - takesInput: Whether standard input may take the place of one, for advice.
  /// - Returns: The mails.
  /// - Throws: ``Failure`` where a file cannot be read or is no mail.
  func read(_ paths: [String], takesInput: Bool = true) throws(Failure) -> MailSet {
    let takesInput = takesInput && paths.count == 1
    var mailboxes: [Mailbox] = []
    var next = 1
    for (name, bytes) in try MailFiles.read(paths) {
      let foreign = ForeignInput(bytes)
      if let foreign, foreign != .bareDiff { throw Self.refuse(foreign, name, takesInput) }
      do throws(MailboxError) {
        let mailbox = try Mailbox(
          bytes, source: name, format: mboxFormat.format, firstIndex: next, keepsCR: keepCr)
        next += mailbox.messages.count
        mailboxes.append(mailbox)
      } catch {
        throw Failure(.badInput, error.description)
      }
      // Mails may follow a diff that stands in front of them by mistake.
      if let foreign, mailboxes.last?.junkLines == 0 {
        throw Self.refuse(foreign, name, takesInput)
      }
    }
    var options = MailInfoOptions()
    options.usesScissors = scissors
    options.addsMessageID = messageId
    options.stripsQuotedCR = quotedCr == .strip
    return MailSet(mailboxes, options: options)
  }
}

/// Which series of a mailbox is meant.
struct SeriesChoice: ParsableArguments {
  @Option(
    help: ArgumentHelp("The series, by its title or its number from 0.", valueName: "title|n"))
  var series: String?

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp("The version of the series; the newest unless told.", valueName: "v"))
  var seriesVersion: Int?

  /// Reads mailboxes and picks the series that is meant; of several files, tells what a person
  /// should know.
  ///
  /// - Parameters:
  ///   - paths: The mailboxes.
  ///   - mail: How they are read.
  ///   - takesInput: Whether standard input may take the place of one, for advice.
  /// - Returns: The series, with its diffs read.
  /// - Throws: ``Failure`` where a file is no mail, or where no series fits.
  func read(
    _ paths: [String], with mail: MailOptions, takesInput: Bool = true
  ) throws(Failure) -> ParsedSeries {
    let mails = try mail.read(paths, takesInput: takesInput)
    let series = try choose(from: mails, source: MailboxArguments.name(paths))
    if paths.count > 1 { MailFileNotes(mails).lines(taking: series).forEach(Terminal.report) }
    return ParsedSeries(series)
  }

  /// Picks the series that is meant.
  ///
  /// - Throws: ``Failure`` that lists what there is where none fits.
  private func choose(from mails: MailSet, source: String) throws(Failure) -> Series {
    guard let standard = mails.defaultSeries else {
      throw Failure(
        .badInput,
        "\(source): no patch series in \(mails.mails.count) "
          + (mails.mails.count == 1 ? "message" : "messages"))
    }
    guard series != nil || seriesVersion != nil else { return mails.series[standard] }
    let title = series ?? mails.series[standard].title
    let fitting = mails.series.filter { candidate in
      (String(candidate.index) == title || candidate.title.contains(title))
        && (seriesVersion.map { $0 == candidate.version } ?? true)
    }
    guard let newest = fitting.max(by: { $0.version < $1.version }) else {
      let list = mails.series.map { "\($0.index): \($0.title), v\($0.version)" }
      throw Failure(
        .noInput, "\(source): no such series; there are \(list.joined(separator: "; "))")
    }
    return newest
  }
}
