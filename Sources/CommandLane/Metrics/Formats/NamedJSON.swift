internal import Documents

extension MetricFormat {
  /// Objects of no known program: numbers whose key says a unit or which way is better, called by the text
  /// beside them.
  static let namedJSON = MetricFormat("JSON", json: { NamedObject.values($0, path: "") })
}

private enum NamedObject {
  private static let nameKeys = [
    "name", "benchmark", "bench", "metric", "test", "case", "label", "id",
  ]

  static func values(_ document: OutputJSON, path: String) -> [MetricValue] {
    switch document {
    case .array(let elements): return elements.flatMap { values($0, path: path) }
    case .object(let members):
      let own = nameKeys.lazy.compactMap { document[$0]?.text }.first
      let name = [path, own ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      if let value = document["value"]?.number {
        let unit = document["unit"]?.text ?? document["units"]?.text ?? ""
        return [MetricValue(name: name.isEmpty ? "value" : name, unit: unit, value: value)]
      }
      return members.flatMap { member -> [MetricValue] in
        if case .number(let number) = member.value {
          return figure(member.key, number, name: name).map { [$0] } ?? []
        }
        let inner = [name, member.key].filter { !$0.isEmpty }.joined(separator: " ")
        return values(member.value, path: member.value.elements.isEmpty ? inner : name)
      }
    case .text, .number, .truth, .null: return []
    }
  }

  private static func figure(_ key: String, _ value: Double, name: String) -> MetricValue? {
    guard value.isFinite else { return nil }
    // `min` is the least of some figures here, and no minute.
    if key != "min", MetricUnit(key).isKnown {
      return MetricValue(name: name.isEmpty ? key : name, unit: key, value: value)
    }
    let whole = [name, key].filter { !$0.isEmpty }.joined(separator: " ")
    // `elapsed_ms`: the last part of the key is the unit.
    let parts = key.split(separator: "_")
    if parts.count > 1, let last = parts.last, MetricUnit(String(last)).isKnown {
      return MetricValue(name: whole, unit: String(last), value: value)
    }
    guard MetricDirection(name: key, unit: "") != .unknown else { return nil }
    return MetricValue(name: whole, unit: "", value: value)
  }
}
