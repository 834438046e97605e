import ArgumentParser
import Replay

/// Which series of a mailbox is meant.
struct SeriesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The series, by its title or its number from 0.", valueName: "title|n"))
  var series: String?

  @Option(
    name: .customLong("version"),
    parsing: .unconditional,
    help: ArgumentHelp("The version of the series (default: the newest).", valueName: "v"))
  var seriesVersion: Int?

  /// The series of mailboxes that is meant.
  func request(_ paths: [String], _ mail: MailOptions) -> SeriesRequest {
    SeriesRequest(mail.input(paths), title: series, version: seriesVersion)
  }
}
