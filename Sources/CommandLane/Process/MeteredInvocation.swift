/// The arguments that start this program as the process between `measure` and a command.
///
/// Who writes them and who reads them is the same program, so both sides are here.
package struct MeteredInvocation: Hashable, Sendable {
  /// The subcommand that these arguments follow.
  package static let subcommand = "metered"

  /// The options, by their names.
  private enum Option: String {
    case report = "--report"
    case limit = "--limit"
    case pin = "--pin"
  }

  /// The command, as a shell reads it.
  package var command: String
  /// The file for the ``ProcessReport``.
  package var report: String
  /// Seconds after which the command is killed; no limit where nil.
  package var limit: Double?
  /// Processors that it may run on; all where empty.
  package var processors: [Int] = []

  package init(_ command: String, report: String) {
    self.command = command
    self.report = report
  }

  /// Reads what follows the subcommand; nil where it is not what ``arguments`` writes.
  package init?(_ arguments: [String]) {
    var words = arguments[...]
    var report: String?
    var limit: Double?
    var processors: [Int] = []
    while let word = words.popFirst(), word != "--" {
      guard let option = Option(rawValue: word), let value = words.popFirst() else { return nil }
      switch option {
      case .report: report = value
      case .limit:
        guard let seconds = Double(value) else { return nil }
        limit = seconds
      case .pin:
        let numbers = value.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.allSatisfy({ $0 != nil }) else { return nil }
        processors = numbers.compactMap(\.self)
      }
    }
    guard let report, let command = words.first, words.count == 1 else { return nil }
    self.init(command, report: report)
    self.limit = limit
    self.processors = processors
  }

  /// What follows the subcommand.
  package var arguments: [String] {
    var words = [Option.report.rawValue, report]
    if let limit { words += [Option.limit.rawValue, "\(limit)"] }
    if !processors.isEmpty {
      words += [Option.pin.rawValue, processors.map(String.init).joined(separator: ",")]
    }
    return words + ["--", command]
  }
}
