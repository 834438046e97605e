public import FuseEngine

/// What one patch of a series changes in the engine's design, and what it promises.
///
/// A step is data. A step that has shipped never changes its meaning: it belongs to a patch that
/// was sent once.
public struct StageStep: Sendable {
  /// The patch's subject, without tags.
  public let subject: String
  /// Functions and fields that the patch's hunks touch.
  public let symbols: [String]
  /// What the design must be before the patch, beyond what its changes start from.
  public let requirements: [DesignCondition]
  /// What it sets, from what, to what.
  public let changes: [DesignChange]
  /// What the patch says it does.
  public let promise: Promise

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
public struct DesignCondition: Sendable {
  /// The field, as Swift writes its path: `\EngineDesign.pageVector`.
  public let field: String
  /// The state's name.
  public let value: String
  /// Whether a design is in that state.
  public let holds: @Sendable (EngineDesign) -> Bool

  static func `is`<Value: Equatable & Sendable>(
    _ field: any WritableKeyPath<EngineDesign, Value> & Sendable, _ value: Value
  ) -> DesignCondition {
    DesignCondition(field: field.debugDescription, value: "\(value)") {
      $0[keyPath: field] == value
    }
  }
}

/// One field of a design set to another value.
public struct DesignChange: Sendable {
  /// The state that the change starts from.
  public let start: DesignCondition
  /// Makes the change.
  public let apply: @Sendable (inout EngineDesign) -> Void

  static func set<Value: Equatable & Sendable>(
    _ field: any WritableKeyPath<EngineDesign, Value> & Sendable, from: Value, to: Value
  ) -> DesignChange {
    DesignChange(start: .is(field, from)) { $0[keyPath: field] = to }
  }
}
