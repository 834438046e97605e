/// One field in which two designs differ.
package struct DesignDifference: Hashable, Sendable, Codable {
  /// The field's path in the design, such as `slots.directIO`.
  package var field: String
  /// The field's value in the earlier design.
  package var before: String
  /// The field's value in the later design.
  package var after: String

  package init(field: String, before: String, after: String) {
    self.field = field
    self.before = before
    self.after = after
  }
}

extension EngineDesign {
  /// The design's fields with their values, in the order of declaration; a rule for one call site
  /// is a field such as `slots.directIO`.
  package var fields: [(name: String, value: String)] { Self.fields(of: self, prefix: "") }

  /// A field is whatever is declared; a structure's own fields follow its name and a dot.
  private static func fields(of value: Any, prefix: String) -> [(name: String, value: String)] {
    Mirror(reflecting: value).children.flatMap { label, value in
      let name = prefix + (label ?? "")
      guard Mirror(reflecting: value).displayStyle == .struct else {
        return [(name: name, value: "\(value)")]
      }
      return fields(of: value, prefix: name + ".")
    }
  }

  /// Returns the fields in which this design differs from an earlier one.
  package func differences(from earlier: EngineDesign) -> [DesignDifference] {
    let (old, new) = (earlier.fields, fields)
    precondition(old.count == new.count, "all designs have the same fields")
    return zip(old, new).compactMap { before, after in
      before.value == after.value
        ? nil : DesignDifference(field: after.name, before: before.value, after: after.value)
    }
  }
}
