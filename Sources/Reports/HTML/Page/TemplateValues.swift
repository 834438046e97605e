/// A value made of structs, arrays and texts as the template engine reads it fastest: structs as
/// dictionaries by the names of their properties.
///
/// The engine can reflect on structs itself, but does so anew for every tag.
enum TemplateValues {
  /// Converts a value.
  ///
  /// - Parameter value: A struct, an array, an optional, or text, a number or a Boolean.
  /// - Returns: The same in dictionaries and arrays; nil for an optional without a value.
  static func of(_ value: Any) -> Any? {
    switch value {
    case let text as String: return text
    case let number as Int: return number
    case let flag as Bool: return flag
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .struct: return fields(of: mirror)
    case .collection: return mirror.children.compactMap { of($0.value) }
    case .optional: return mirror.children.first.flatMap { of($0.value) }
    default: preconditionFailure("a page shows no \(mirror.subjectType)")
    }
  }

  private static func fields(of mirror: Mirror) -> [String: Any] {
    var fields: [String: Any] = [:]
    for child in mirror.children {
      guard let name = child.label else { continue }
      fields[name] = of(child.value)
    }
    return fields
  }
}
