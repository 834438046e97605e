internal import Foundation

/// A JSON document that a command printed; text in front of it is passed over.
struct JSONOutput {
  let value: Any

  /// Finds the document from the first line on that begins with a brace or bracket.
  init?(_ text: String) {
    var rest = text[...]
    var tries = 0
    while tries < 8, let start = rest.firstIndex(where: { $0 == "{" || $0 == "[" }) {
      if let end = text.lastIndex(where: { $0 == "}" || $0 == "]" }), start < end,
        let value = try? JSONSerialization.jsonObject(with: Data(text[start...end].utf8))
      {
        self.value = value
        return
      }
      guard let line = rest[start...].firstIndex(where: \.isNewline) else { return nil }
      rest = rest[line...]
      tries += 1
    }
    return nil
  }

  subscript(_ key: String) -> Any? { (value as? [String: Any])?[key] }

  /// Follows keys and indexes joined by dots, such as `jobs.0.read.iops`.
  func number(at path: String) -> Double? {
    var current: Any = value
    for step in path.split(separator: ".").flatMap({ $0.split(whereSeparator: "[]".contains) }) {
      if let object = current as? [String: Any], let next = object[String(step)] {
        current = next
      } else if let list = current as? [Any], let index = Int(step), list.indices.contains(index) {
        current = list[index]
      } else {
        return nil
      }
    }
    return Self.number(current)
  }

  static func number(_ value: Any?) -> Double? {
    guard let number = value as? NSNumber else { return (value as? String).flatMap { Double($0) } }
    return number.doubleValue.isFinite ? number.doubleValue : nil
  }
}
