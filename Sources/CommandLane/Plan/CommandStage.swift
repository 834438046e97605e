package import Documents

/// A state of the code as the command lane takes it.
package struct CommandStage: Hashable, Sendable {
  /// The stage's place, from 0: the base, and then a stage for each patch that applies.
  package let place: StagePlace
  /// The patch or commit that led here; none for the base.
  package let patch: PatchNumber?
  /// The patch's or commit's subject; none for the base.
  package let subject: String?
  /// The tree's id, 40 hexadecimal digits.
  package let tree: String

  package init(place: StagePlace, patch: PatchNumber?, subject: String?, tree: String) {
    self.place = place
    self.patch = patch
    self.subject = subject
    self.tree = tree
  }
}

/// What the program calls a stage while it runs.
package enum StageName: Hashable, Sendable, CustomStringConvertible {
  /// The state before the first patch.
  case base
  /// The state that a patch led to.
  case patch(PatchNumber)
  /// The base built again, which is not a state of the series.
  case rebuiltBase

  package var description: String {
    switch self {
    case .base: "stage 0"
    case .patch(let number): "stage \(number)"
    case .rebuiltBase: "rebuild of stage 0"
    }
  }
}

extension CommandStage {
  /// What to call it.
  package var name: StageName { patch.map { .patch($0) } ?? .base }
}

/// A stage with what came of its build.
struct BuiltStage: Hashable, Sendable {
  let stage: CommandStage
  let build: BuildRecord
}

extension [BuiltStage] {
  /// What to call the measured stage at a place.
  func name(of place: StagePlace) -> StageName {
    place == CommandPlan.rebuiltBase ? .rebuiltBase : patch(at: place).map { .patch($0) } ?? .base
  }

  /// The patch that led to the stage at a place; nil for the base.
  func patch(at place: StagePlace) -> PatchNumber? {
    first { $0.stage.place == place }?.stage.patch
  }

  /// The patches that lead to the stages up to a place.
  func patches(upTo place: StagePlace) -> [PatchNumber] {
    filter { $0.stage.place <= place }.compactMap(\.stage.patch)
  }
}

/// What came of building a tree; kept beside it.
struct BuildRecord: Codable, Hashable, Sendable {
  /// Names the tree, the build command and the environment that a build depends on.
  let key: String
  let tree: String
  let isBuilt: Bool
  /// The end of what the build wrote.
  let log: String
  let seconds: Double
  /// One digest over all programs and libraries that the build made; none where it made none.
  let binaries: String?
}
