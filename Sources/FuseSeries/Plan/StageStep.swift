package import FuseEngine

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
  /// What it sets, from what, to what.
  package let changes: [DesignChange]
  /// What the patch says it does.
  package let promise: Promise

  init(
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

/// A state that one field of a design must be in.
package struct DesignCondition: Sendable {
  /// The field, as Swift writes its path: `\EngineDesign.pageVector`.
  package let field: String
  /// The state's name.
  package let value: String
  /// Whether a design is in that state.
  package let holds: @Sendable (EngineDesign) -> Bool

  static func `is`<Value: Equatable & Sendable>(
    _ field: any WritableKeyPath<EngineDesign, Value> & Sendable, _ value: Value
  ) -> DesignCondition {
    DesignCondition(field: field.debugDescription, value: "\(value)") {
      $0[keyPath: field] == value
    }
  }
}

/// One field of a design set to another value.
package struct DesignChange: Sendable {
  /// The state that the change starts from.
  package let start: DesignCondition
  /// Makes the change.
  package let apply: @Sendable (inout EngineDesign) -> Void

  static func set<Value: Equatable & Sendable>(
    _ field: any WritableKeyPath<EngineDesign, Value> & Sendable, from: Value, to: Value
  ) -> DesignChange {
    DesignChange(start: .is(field, from)) { $0[keyPath: field] = to }
  }
}
