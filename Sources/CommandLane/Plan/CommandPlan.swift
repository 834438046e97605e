internal import Documents
internal import Rounds
internal import Statistics

/// What is measured, as the journal's first line holds it: all that must not change under a run.
struct CommandPlan: Codable, Hashable, Sendable {
  /// A stage that can be measured.
  struct Stage: Codable, Hashable, Sendable {
    /// Where it is among the stages of the experiment, of which some may not be measured.
    let place: StagePlace
    /// Names the tree, its build command and the environment of the build.
    let key: String
    /// One digest over all programs and libraries that the build made.
    let binaries: String?

    /// The names in journals and results.
    private enum CodingKeys: String, CodingKey {
      case place = "number"
      case key, binaries
    }
  }

  /// The place of the base built again, which is not a state of the series.
  static let rebuiltBase: StagePlace = -1

  let stages: [Stage]
  let settings: CommandSettings
  /// Processor, kernel and what else makes figures comparable.
  let machine: String
  /// The seed of everything random.
  var seed: UInt64
  /// What the stages' keys hold of this machine, to say what differs; none in older journals.
  var buildEnvironment: BuildEnvironment.Digests?

  /// The names in journals and results, of earlier versions too.
  private enum CodingKeys: String, CodingKey {
    case stages, settings, machine, seed
    case buildEnvironment = "surroundings"
  }

  /// Blocks of a round: one for each measured command.
  var blocksPerRound: Int { settings.runs.count }

  /// The order of the stages in a block; follows from the seed and the block's number alone, so that
  /// any block can be run anywhere.
  func order(ofBlock block: Int) -> [Stage] {
    var generator = SeededGenerator(seed: seed &+ UInt64(block) &* 0x9E37_79B9_7F4A_7C15)
    return RoundOrder.rotatedSnake(variants: stages.count, using: &generator).map { stages[$0] }
  }

  /// Which of the measured commands a block is about.
  func run(ofBlock block: Int) -> Int { block % blocksPerRound }

  /// What differs from the plan of a journal, in words; the seed may.
  func differences(from other: CommandPlan) -> [String] {
    var differences: [String] = []
    if machine != other.machine {
      differences.append("it was made on `\(other.machine)`, this is `\(machine)`")
    }
    if stages.map(\.place) != other.stages.map(\.place) {
      differences.append("it has the stages \(other.stages.map(\.place))")
    } else {
      let changed = zip(stages, other.stages).filter { $0 != $1 }.map { $0.0.place }
      if !changed.isEmpty {
        let places = changed.count == stages.count ? "all stages" : "the stages \(changed)"
        let known = buildEnvironment.flatMap { mine in
          other.buildEnvironment.map { mine.differences(from: $0) }
        }
        // What differs around the builds is in all keys, so that these do not tell whether code does.
        differences +=
          known.flatMap { $0.isEmpty ? ["other code at \(places)"] : $0 }
          ?? ["other code, tools or variables at \(places)"]
      }
    }
    if settings != other.settings { differences.append("other commands or settings") }
    return differences
  }
}
