internal import Foundation

/// Finds the numbers in what a command printed.
struct MetricReader: Sendable {
  /// One number that was asked for.
  enum Request: Hashable, Sendable {
    /// The first group of an expression, or all that it matches, at its first match.
    case expression(name: String, unit: String, pattern: String)
    /// A number in a JSON document: keys and indexes joined by dots.
    case json(name: String, unit: String, path: String)
  }

  let requests: [Request]

  /// Reads what was asked for: `NAME=REGEX`, `NAME[UNIT]=REGEX`, `json:PATH` or `NAME=json:PATH`.
  init(_ texts: [String]) throws(CommandError) {
    requests = try texts.map { text throws(CommandError) in try Self.request(text) }
  }

  /// Finds the numbers; those that were asked for, or all that are recognised.
  ///
  /// - Returns: The numbers, and the names of those asked for that are not there.
  func read(_ output: String) -> (values: [MetricValue], missing: [String]) {
    guard !requests.isEmpty else {
      let document = JSONOutput(output)
      let values =
        document.flatMap { GoogleBenchmark.values($0) ?? Hyperfine.values($0) ?? Fio.values($0) }
        ?? PlainLines.values(output)
      return (MetricValue.merged(values), [])
    }
    var values: [MetricValue] = []
    var missing: [String] = []
    let document = JSONOutput(output)
    for request in requests {
      switch request {
      case .expression(let name, let unit, let pattern):
        if let value = Self.match(pattern, output) {
          values.append(MetricValue(name: name, unit: unit, value: value))
        } else {
          missing.append(name)
        }
      case .json(let name, let unit, let path):
        if let value = document?.number(at: path) {
          values.append(MetricValue(name: name, unit: unit, value: value))
        } else {
          missing.append(name)
        }
      }
    }
    return (values, missing)
  }

  /// Why a number that was asked for is missing, in words.
  func whyMissing(_ name: String, in output: String) -> String {
    for case .expression(name, _, let pattern) in requests {
      if let (expression, found) = Self.first(pattern, output),
        expression.numberOfCaptureGroups == 0, found.range.length > 0
      {
        return
          "the expression of `\(name)` has no group, and what it matches as a whole is not a number: "
          + "put the number in (…)"
      }
    }
    return "the output has no `\(name)`"
  }

  private static func request(_ text: String) throws(CommandError) -> Request {
    if text.hasPrefix("json:") {
      let path = String(text.dropFirst(5))
      return .json(name: path, unit: "", path: path)
    }
    guard let equals = text.firstIndex(of: "=") else {
      throw CommandError.metric(text, reason: "neither NAME=REGEX nor json:PATH")
    }
    var name = text[..<equals]
    let rest = String(text[text.index(after: equals)...])
    var unit = ""
    if name.hasSuffix("]"), let bracket = name.firstIndex(of: "[") {
      unit = String(name[name.index(after: bracket)...].dropLast())
      name = name[..<bracket]
    }
    guard !name.isEmpty, !rest.isEmpty else {
      throw CommandError.metric(text, reason: "the name or the expression is empty")
    }
    if rest.hasPrefix("json:") {
      return .json(name: String(name), unit: unit, path: String(rest.dropFirst(5)))
    }
    do {
      _ = try NSRegularExpression(pattern: rest)
    } catch {
      throw CommandError.metric(text, reason: "the expression cannot be understood")
    }
    return .expression(name: String(name), unit: unit, pattern: rest)
  }

  private static func match(_ pattern: String, _ text: String) -> Double? {
    guard let (_, found) = first(pattern, text),
      let range = Range(found.range(at: found.numberOfRanges > 1 ? 1 : 0), in: text)
    else { return nil }
    return Double(text[range].replacing(",", with: "").trimmingCharacters(in: .whitespaces))
  }

  /// An expression's first match.
  private static func first(
    _ pattern: String, _ text: String
  ) -> (NSRegularExpression, NSTextCheckingResult)? {
    guard
      let expression = try? NSRegularExpression(pattern: pattern, options: .anchorsMatchLines),
      let found = expression.firstMatch(
        in: text, range: NSRange(text.startIndex..., in: text))
    else { return nil }
    return (expression, found)
  }
}
