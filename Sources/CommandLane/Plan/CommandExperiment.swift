package import Documents
package import Rounds

/// What the command lane is to measure, and with what.
package struct CommandExperiment: Sendable {
  /// The stages, base first.
  package var stages: [CommandStage]
  /// What is done at each.
  package var settings: CommandSettings
  /// When to stop.
  package var end: StopRule
  /// The seed of everything random.
  package var seed: UInt64
  /// The folder of built trees.
  package var cache: String
  /// The journal's file.
  package var journal: String
  /// Whether to go on with the journal that is there.
  package var resumes: Bool
  /// Whether patches are measured again that an earlier run has measured.
  package var measuresAll: Bool
  /// What will be asked of the metrics, whose names may only be known after the first round.
  package var conditions: [FailureCondition] = []
  /// Whether patches that the run names are measured again, each with the stage before it alone.
  package var confirms = false
  /// Whether the base is built once more, at another place, and measured beside the stages.
  package var findsLayoutFloor = false
  /// What is counted beside or in place of the rounds.
  package var counting = Counting()
  /// Seconds that a stage's build, and its `--setup`, may take.
  package var buildLimit = Self.standardBuildLimit
  /// This program's own file, which is started again for each command.
  package var program: String

  /// Seconds that a build may take where no limit is given: an hour.
  package static let standardBuildLimit = 3600.0

  /// Creates an experiment.
  package init(
    stages: [CommandStage], settings: CommandSettings, end: StopRule, seed: UInt64,
    cache: String, journal: String, resumes: Bool, measuresAll: Bool, program: String
  ) {
    self.stages = stages
    self.settings = settings
    self.end = end
    self.seed = seed
    self.cache = cache
    self.journal = journal
    self.resumes = resumes
    self.measuresAll = measuresAll
    self.program = program
  }
}

/// What the command lane tells while it runs; never while a cell is measured.
package enum CommandProgress: Sendable {
  /// A stage is built, or was; `problem` is the end of the log where it could not be.
  case built(stage: CommandStage, seconds: Double, problem: String?)
  /// An earlier run has measured these first patches, and they are not measured again.
  case known(patches: [PatchNumber], by: String)
  /// One has, in fewer rounds than this run is to have: they are measured again.
  case knownTooLittle(patches: [PatchNumber], by: String)
  /// The first round is over: what was understood in the output of each command.
  case reading([OutputReading])
  /// The first round is over: how long a round takes, and all of them.
  case planned(round: Double, rounds: Int)
  /// A stage was measured in a round, of which the first, number 0, is discarded; the seconds are
  /// those until all rounds are over, by the cells so far.
  case measured(stage: StageName, round: Int, of: Int, secondsLeft: Double, leader: Leader?)
  /// Changes, each of one patch or of several together, are about to be measured again: in how many
  /// rounds, and about how many seconds they take.
  case confirming(patches: [[PatchNumber]], rounds: Int, seconds: Double)
  /// Rounds that confirm patches are over, by number.
  case confirmed(patches: [PatchNumber], round: Int, of: Int)
  /// The instructions of a stage were counted in one more of so many runs.
  case counted(stage: StageName, done: Int, of: Int)
  /// The functions of a stage are known.
  case profiled(stage: StageName)
  /// A cell failed.
  case failed(stage: StageName, reason: String)
}
