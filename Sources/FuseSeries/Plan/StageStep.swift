/// What one patch of a series changes in the engine's design, and what it promises.
///
/// A step is data. A step that has shipped never changes its meaning: it belongs to a patch that
/// was sent once.
package struct StageStep: Sendable {
  /// The patch's subject, without tags.
  package let subject: String
  /// Functions and fields that the patch's hunks touch.
  package let symbols: [String]
  /// What the design must be before the patch, beyond what its changes start from.
  package let requirements: [DesignCondition]
  /// What it sets, from what, to what; nothing where the patch only prepares the next one.
  package let changes: [DesignChange]
  /// What the patch says it does.
  package let promise: Promise

  /// Creates a step.
  package init(
    subject: String, symbols: [String], requires requirements: [DesignCondition] = [],
    changes: [DesignChange], promises promise: Promise
  ) {
    self.subject = subject
    self.symbols = symbols
    self.requirements = requirements
    self.changes = changes
    self.promise = promise
  }
}
