package import Foundation

/// As much of JSON Schema as the published schemas use.
package struct SchemaCheck {
  private let root: [String: Any]
  /// Where a document is not as the schema says.
  package private(set) var faults: [String] = []

  /// Reads the published schema of `run.json`.
  package static func run() throws -> SchemaCheck { try SchemaCheck(Data(contentsOf: place)) }

  /// Reads the published schema of several runs' comparison.
  package static func comparison() throws -> SchemaCheck { try SchemaCheck(comparisonText()) }

  private static func comparisonText() throws -> Data {
    try Data(
      contentsOf: place.deletingLastPathComponent()
        .appendingPathComponent("comparison.schema.json"))
  }

  /// The file of the published schema of `run.json`.
  package static let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/run.schema.json")

  private init(_ schema: Data) throws {
    root = try JSONSerialization.jsonObject(with: schema) as? [String: Any] ?? [:]
  }

  /// All lists of words that the schema allows somewhere.
  package var wordLists: [[String]] { Self.wordLists(in: root) }

  private static func wordLists(in part: Any) -> [[String]] {
    if let parts = part as? [Any] { return parts.flatMap(wordLists) }
    guard let object = part as? [String: Any] else { return [] }
    return object.flatMap { key, value in
      (value as? [String]).map { key == "enum" ? [$0] : [] } ?? wordLists(in: value)
    }
  }

  /// Notes where a document is not as the schema says, or has a key that the schema does not know.
  package mutating func check(_ document: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(document.utf8))
    check(value, root, at: "")
  }

  private mutating func check(_ value: Any, _ schema: [String: Any], at place: String) {
    for key in schema.keys where !Self.known.contains(key) {
      faults.append("the schema's \(key) is not known here")
    }
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
      check(value, definition ?? ["type": "missing definition \(name)"], at: place)
    }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let attempts = choices.map { choice in
        var attempt = self
        attempt.faults = []
        attempt.check(value, choice, at: place)
        return attempt.faults
      }
      if !attempts.contains([]) { faults += attempts.first ?? [] }
    }
    if let type = schema["type"] as? String, !Self.isOf(type, value) {
      faults.append("\(place) is no \(type)")
    }
    if let choices = schema["enum"] as? [String], !choices.contains(value as? String ?? "") {
      faults.append("\(place) is \(value)")
    }
    if let constant = schema["const"] as? String, value as? String != constant {
      faults.append("\(place) is not \(constant)")
    }
    checkParts(of: value, schema, at: place)
  }

  private mutating func checkParts(of value: Any, _ schema: [String: Any], at place: String) {
    if let items = schema["items"] as? [String: Any] {
      for (index, item) in (value as? [Any] ?? []).enumerated() {
        check(item, items, at: "\(place)/\(index)")
      }
    }
    guard let object = value as? [String: Any] else { return }
    for key in schema["required"] as? [String] ?? [] where object[key] == nil {
      faults.append("\(place)/\(key) is missing")
    }
    let properties = schema["properties"] as? [String: [String: Any]]
    let others = schema["additionalProperties"] as? [String: Any]
    for (key, part) in object {
      if let property = properties?[key] ?? others {
        check(part, property, at: "\(place)/\(key)")
      } else if properties != nil {
        faults.append("\(place)/\(key) is not in the schema")
      }
    }
  }

  private static let known: Set<String> = [
    "$schema", "title", "description", "$defs", "$ref", "anyOf", "type", "enum", "const", "items",
    "required", "properties", "additionalProperties", "minimum",
  ]

  private static func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": value is Bool
    case "number": value is NSNumber
    case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    default: false
    }
  }
}
