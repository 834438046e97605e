package import Documents

/// A state of the code as the command lane takes it.
package struct CommandStage: Hashable, Sendable {
  /// The stage's place, from 0: the base, and then a stage for each patch that applies.
  package let number: Int
  /// The patch or commit that led here; none for the base.
  package let patch: PatchNumber?
  /// The patch's or commit's subject; none for the base.
  package let subject: String?
  /// The tree's id, 40 hexadecimal digits.
  package let tree: String

  package init(number: Int, patch: PatchNumber?, subject: String?, tree: String) {
    self.number = number
    self.patch = patch
    self.subject = subject
    self.tree = tree
  }
}

/// A stage with what came of its build.
struct BuiltStage: Hashable, Sendable {
  let stage: CommandStage
  let build: BuildRecord
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
