package import CommandLane
internal import Documents
package import Failures

/// When a measurement counts as failed, for continuous integration: conditions in the order in which
/// they were given.
package struct FailureGate: Sendable {
  /// The conditions.
  package let conditions: [FailureCondition]
  /// The conditions as they were given.
  private let texts: [String]

  /// No conditions: nothing fails.
  package static let open = FailureGate(conditions: [], texts: [])

  private init(conditions: [FailureCondition], texts: [String]) {
    self.conditions = conditions
    self.texts = texts
  }

  /// Reads conditions.
  ///
  /// - Throws: ``Failure`` where one cannot be understood.
  package init(_ texts: [String]) throws(Failure) {
    self.texts = texts
    conditions = try texts.map { text throws(Failure) in
      guard let condition = FailureCondition(text) else {
        throw Failure(
          .usage,
          "--fail-on takes slower:2% or NAME:slower:2%, from 0 to less than 1000 %: \(text)")
      }
      return condition
    }
  }

  /// Whether there is no condition.
  var isOpen: Bool { conditions.isEmpty }

  private var named: Zip2Sequence<[String], [FailureCondition]> { zip(texts, conditions) }

  /// Refuses conditions about metrics that will not be there, before anything is measured.
  ///
  /// - Parameter names: The names that the metrics will have; nil where they are not known.
  /// - Throws: ``Failure`` where a condition is about none of them.
  func refuseUnknown(_ names: [String]?) throws(Failure) {
    guard let names else { return }
    for (text, condition) in named where !condition.isAbout(names) {
      throw Self.unknown(text, names)
    }
  }

  private static func unknown(_ text: String, _ names: [String]) -> Failure {
    Failure(
      .usage, "--fail-on \(text): no such metric; there are \(names.joined(separator: ", "))")
  }

  /// What the first condition that holds, or cannot be judged, found.
  struct Finding {
    /// Lines that come before the last one.
    var notes: [String] = []
    let failure: Failure
  }

  /// Looks at what was measured; nil where no condition holds.
  func finding(in lane: LaneResult) -> Finding? {
    for (text, condition) in named {
      switch condition.check(lane) {
      case .failed(let sentences):
        return Finding(
          notes: sentences.dropLast().map { "patch-replay: \($0)" },
          failure: Failure(.badAnswer, sentences.last ?? text))
      case .unknownMetric(let names): return Finding(failure: Self.unknown(text, names))
      case .unjudged(let reason):
        return Finding(
          failure: Failure(.badAnswer, "--fail-on \(text): cannot be judged: \(reason)"))
      case .passed: break
      }
    }
    return nil
  }
}
