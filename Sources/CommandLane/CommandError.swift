package import Failures

/// Why the command lane cannot go on.
package enum CommandError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file or folder of the cache or the journal.
  case file(path: String, reason: String)
  /// Another measurement uses the same cache, and so this machine.
  case busy(cache: String)
  /// A command could not be started at all.
  case notStarted(command: String, reason: String)
  /// The folder that a command is to run in, or ran in, is no longer there.
  case treeGone(String)
  /// A command ended, and what it used could not be written down.
  case noFigures(report: String, reason: String)
  /// A metric that was asked for cannot be understood.
  case metric(String, reason: String)
  /// A processor list that cannot be understood, or names a processor that is not there.
  case processors(String)
  /// A condition is about a metric that the first round does not give; those that it gives.
  case noSuchMetric(String, names: [String])
  /// Instructions cannot be counted without valgrind.
  case noValgrind
  /// No stage is left to measure; the reason is the first one's.
  case nothingToMeasure(String)
  /// The journal is that of another experiment.
  case otherExperiment(journal: String, differences: [String])
  /// A line of the journal cannot be read.
  case journal(path: String, line: Int, reason: String)
  /// The user asked to stop at once.
  case interrupted

  /// One sentence for the user.
  package var description: String {
    switch self {
    case .file(let path, let reason): "\(path): \(reason)"
    case .busy(let cache):
      "another measurement is running on this machine (it holds \(cache)/lock); two at once "
        + "would measure each other"
    case .notStarted(let command, let reason): "`\(command)` could not be started: \(reason)"
    case .treeGone(let folder):
      "\(folder), the folder that the commands run in, is gone: a command removed or moved it"
    case .noFigures(let report, let reason):
      "\(report): what a command used could not be written there"
        + (reason.isEmpty ? "; the disk may be full" : ": \(reason)")
    case .metric(let text, let reason): "--metric '\(text)': \(reason)"
    case .processors(let text): "--pin \(text): no list of processors of this machine, such as 0,1"
    case .noSuchMetric(let name, let names):
      "--fail-on \(name): no such metric; there are \(names.joined(separator: ", "))"
    case .noValgrind:
      "valgrind counts instructions, and is not installed here: apt-get install valgrind"
    case .nothingToMeasure(let reason): "no stage could be measured: \(reason)"
    case .otherExperiment(let journal, let differences):
      "\(journal) is the journal of another experiment (\(differences.joined(separator: "; "))); "
        + "leave --resume out to start anew"
    case .journal(let path, let line, let reason): "\(path):\(line): \(reason)"
    case .interrupted: "interrupted"
    }
  }
}

extension CommandError: UserFacingError {
  package var exitClass: ExitClass {
    switch self {
    case .metric, .processors, .noSuchMetric, .otherExperiment: .usage
    case .busy, .noValgrind: .unavailable
    case .nothingToMeasure: .badAnswer
    case .journal: .badInput
    case .file, .notStarted, .treeGone, .noFigures: .inputOutput
    case .interrupted: .interrupted
    }
  }
}
