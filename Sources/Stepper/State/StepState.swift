internal import Documents

/// The stepper's state: a value that keys change and that is drawn as a ``Frame``.
package struct StepState {
  /// What is stepped through.
  package internal(set) var material: StepMaterial
  /// Patches applied, 0 for the base.
  package internal(set) var stage = 0
  /// What the right side shows.
  package internal(set) var tab = StepTab.message
  /// Whether only characters below 128 may be shown.
  package let isASCII: Bool
  /// Whether the user types words instead of pressing keys.
  var takesWords = false

  /// The workload and the metric that numbers, rounds and requests are of.
  var workload = 0
  var metric = StepMetric.figure
  /// Whether changes are shown against the base instead of the stage before.
  var comparesWithBase = false
  /// The first row shown of each tab, and how far the text is moved to the left.
  var scroll: [StepTab: Int] = [:]
  var shift = 0
  /// The diff of the stage's patch.
  var diff = DiffText("")
  /// The stage and the layout that ``diff`` is of.
  var diffStage = 0
  var isSideBySide = false
  /// The files of the stage.
  var files = FileList()
  var filesStage: Int?
  var search = Search()
  /// The line that the search found last.
  var foundLine: Int?
  var isHelping = false
  /// A line that answers the last key, and one about what is being measured.
  var told = ""
  var progress: String?
  /// Whether rounds have ended since the last Ctrl-C: one that was meant for them may still come.
  var hasEndedRounds = false
  /// The number that is being typed.
  var typed: Int?
  /// Whether rounds were measured that no report holds.
  var hasUnsavedRounds = false
  /// Whether the user is asked what becomes of them before the stepper ends.
  var isAskingToKeep = false
  /// Whether the stepper ends once they are written.
  var endsOnceKept = false
  /// Whether it is over.
  package internal(set) var isOver = false
  /// What more rounds showed, by stage.
  var pairs: [PairResult] = []
  /// Patches that the user left out to see how the rest applies.
  var leftOut: Set<PatchNumber> = []
  var rest: [String] = []
  /// How the rest applies.
  var restApply: ApplyDocument?
  /// Columns of the terminal.
  var width = 80
  /// Its rows.
  var height = 24

  /// Starts at the base.
  ///
  /// - Parameters:
  ///   - material: What to step through.
  ///   - isASCII: Whether the terminal shows only characters below 128.
  package init(_ material: StepMaterial, isASCII: Bool = false) {
    self.material = material
    self.isASCII = isASCII
    told = "n applies the next patch, ? lists the keys"
  }

  /// The key to press for something, or the word to type.
  func name(_ key: String, _ word: String) -> String { takesWords ? "`\(word)`" : key }

  var layout: StepLayout { StepLayout(width: width, height: height) }

  /// The patch that made the stage; nil for the base.
  var patch: StepPatch? { stage == 0 ? nil : material.patches[stage - 1] }

  /// The number of stages, including the base.
  var stageCount: Int { material.patches.count + 1 }

  var workloadResult: WorkloadResult? {
    let all = material.workloads
    return all.indices.contains(workload) ? all[workload] : nil
  }

  /// What a workload came to at a stage; nil where the stage was not measured.
  func result(of workload: WorkloadResult, at stage: Int) -> StageResult? {
    guard stage > 0 else { return workload.stages.first { $0.place == .base } }
    let patch = material.patches[stage - 1].number
    return workload.stages.first { $0.patch == patch }
  }

  /// How a patch applied, without those left out.
  func applied(_ patch: StepPatch) -> AppliedPatch? {
    (restApply ?? material.run.apply)?.patches.first { $0.number == patch.number }
  }

  /// The engine's design at a stage; empty where it has none.
  func design(at stage: Int) -> [String: String] {
    material.designs.indices.contains(stage) ? material.designs[stage] : [:]
  }
}
