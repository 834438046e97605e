import ArgumentParser
import CommandLane
import Documents

/// When a measurement counts as failed, for continuous integration.
struct FailureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Exit with 1 where a patch is surely so much slower; may be said several times.",
      discussion: """
        slower:2% looks at the primary metrics, NAME:slower:2% at those whose name holds NAME; \
        faster:2% finds the other direction. The whole 95 % interval must lie beyond the limit.
        """, valueName: "condition"))
  var failOn: [String] = []

  func validate() throws {
    for text in failOn where FailureCondition(text) == nil {
      throw ValidationError(
        "--fail-on takes slower:2% or NAME:slower:2%, from 0 to less than 1000 %: \(text)")
    }
  }

  /// The conditions as they were understood.
  var conditions: [FailureCondition] { failOn.compactMap { FailureCondition($0) } }

  /// Refuses conditions about metrics that will not be there, before anything is measured.
  ///
  /// - Parameter names: The names that the metrics will have; nil where they are not known.
  /// - Throws: ``Failure`` where a condition is about none of them.
  func refuseUnknown(_ names: [String]?) throws(Failure) {
    guard let names else { return }
    for text in failOn where FailureCondition(text)?.isAbout(names) == false {
      throw Self.unknown(text, names)
    }
  }

  private static func unknown(_ text: String, _ names: [String]) -> Failure {
    Failure(
      .usage, "--fail-on \(text): no such metric; there are \(names.joined(separator: ", "))")
  }

  /// Looks at what was measured.
  ///
  /// - Throws: ``Failure`` where a condition holds or cannot be judged.
  func check(_ lane: LaneResult) throws(Failure) {
    for text in failOn {
      switch FailureCondition(text)?.check(lane) {
      case .failed(let sentences):
        for sentence in sentences.dropLast() { Terminal.report("patch-replay: \(sentence)") }
        throw Failure(.badAnswer, sentences.last ?? text)
      case .unknownMetric(let names):
        throw Self.unknown(text, names)
      case .unjudged(let reason):
        throw Failure(.badAnswer, "--fail-on \(text): cannot be judged: \(reason)")
      case .passed, nil: break
      }
    }
  }
}
