/// A value of a JSON document that a command printed; members keep their order.
indirect enum OutputJSON: Sendable {
  /// A member of an object.
  struct Member: Sendable {
    let key: String
    let value: OutputJSON
  }

  case object([Member])
  case array([OutputJSON])
  case text(String)
  /// May be NaN or infinite, which benchmarks print although JSON has no such numbers.
  case number(Double)
  case truth(Bool)
  case null

  /// The member of an object; nil where there is none, or this is no object.
  subscript(_ key: String) -> OutputJSON? { members.first { $0.key == key }?.value }

  /// The members of an object; none for anything else.
  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The elements of an array; none for anything else.
  var elements: [OutputJSON] {
    if case .array(let elements) = self { elements } else { [] }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var truth: Bool? {
    if case .truth(let truth) = self { truth } else { nil }
  }

  /// A finite number; one that is written as text counts too.
  var number: Double? {
    switch self {
    case .number(let number): number.isFinite ? number : nil
    case .text(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
    case .object, .array, .truth, .null: nil
    }
  }

  /// Follows keys and indexes joined by dots, such as `jobs.0.read.iops` or `jobs[0].read.iops`.
  ///
  /// A key that holds dots is found as it stands where no shorter one fits; `\.` says that a dot belongs
  /// to the key.
  func number(at path: String) -> Double? { number(at: Self.steps(path)[...]) }

  private func number(at steps: ArraySlice<String>) -> Double? {
    guard let first = steps.first else { return number }
    switch self {
    case .array(let elements):
      guard let index = Int(first), elements.indices.contains(index) else { return nil }
      return elements[index].number(at: steps.dropFirst())
    case .object:
      var key = first
      for end in steps.indices {
        if end > steps.startIndex { key += "." + steps[end] }
        if let found = self[key]?.number(at: steps[(end + 1)...]) { return found }
      }
      return nil
    case .text, .number, .truth, .null: return nil
    }
  }

  private static func steps(_ path: String) -> [String] {
    var steps = [""]
    var isEscaped = false
    for character in path {
      if isEscaped {
        steps[steps.count - 1] += character == "." ? "." : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if ".[]".contains(character) {
        steps.append("")
      } else {
        steps[steps.count - 1].append(character)
      }
    }
    return steps.filter { !$0.isEmpty }
  }
}
