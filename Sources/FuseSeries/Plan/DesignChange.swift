package import FuseEngine

/// A state that one field of a design must be in.
package struct DesignCondition: Sendable {
  /// The field, as Swift writes its path: `\EngineDesign.pageVector`.
  package let field: String
  /// The state's name.
  package let value: String
  /// Whether a design is in that state.
  package let holds: @Sendable (EngineDesign) -> Bool

  /// A field that has a value.
  package static func `is`<Value: Equatable & Sendable>(
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

  /// A field that goes from one value to another.
  package static func set<Value: Equatable & Sendable>(
    _ field: any WritableKeyPath<EngineDesign, Value> & Sendable, from: Value, to: Value
  ) -> DesignChange {
    DesignChange(start: .is(field, from)) { $0[keyPath: field] = to }
  }
}
