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

  /// Metrics of one run that are kept.
  private static let mostMetrics = 1000

  /// What was read from a run.
  struct Reading: Sendable {
    var values: [MetricValue]
    /// The names of those asked for that are not there.
    var missing: [String] = []
    var record = ReadingRecord()
  }

  /// Finds the numbers; those that were asked for, or all that are recognised.
  func read(_ sources: OutputSources) -> Reading {
    var reading = requests.isEmpty ? Self.recognised(sources) : asked(sources)
    reading.values = MetricValue.merged(reading.values)
    if reading.values.count > Self.mostMetrics {
      reading.values.removeSubrange(Self.mostMetrics...)
      reading.record.isCut = true
    }
    if sources.isCut { reading.record.isCut = true }
    return reading
  }

  /// What a named file holds is taken before what is printed.
  ///
  /// Standard error is full of remarks: lines of no known format count there only where standard
  /// output says nothing.
  private static func recognised(_ sources: OutputSources) -> Reading {
    if let results = sources.results.map(OutputText.init) {
      let reading = reading(of: results, MetricFormat.known, orElse: MetricFormat.general)
      if !reading.values.isEmpty { return reading }
    }
    var reading = reading(
      of: OutputText(sources.output), MetricFormat.known, orElse: MetricFormat.general)
    let second = Self.reading(
      of: OutputText(sources.errors), MetricFormat.known,
      orElse: reading.values.isEmpty ? MetricFormat.general : [])
    reading.values += second.values
    reading.record.formats += second.record.formats
    return reading
  }

  private static func reading(
    of output: OutputText, _ formats: [MetricFormat], orElse others: [MetricFormat]
  ) -> Reading {
    var reading = Reading(values: [])
    for format in formats {
      let found = format.values(in: output)
      guard !found.isEmpty else { continue }
      reading.values += found
      reading.record.formats.append(
        ReadingRecord.Format(name: format.name, metrics: Set(found.map(\.name)).count))
    }
    guard reading.values.isEmpty, !others.isEmpty else { return reading }
    return Self.reading(of: output, others, orElse: [])
  }

  private func asked(_ sources: OutputSources) -> Reading {
    var reading = Reading(values: [])
    let places = [sources.results, sources.output, sources.errors].compactMap { $0 }
    let texts = places.map(OutputText.searchable)
    let documents = places.map { OutputText($0).documents }
    for request in requests {
      let found = places.indices.lazy.compactMap { place -> (place: Int, value: MetricValue)? in
        switch request {
        case .expression(let name, let unit, let pattern):
          Self.match(pattern, texts[place]).map {
            (
              place,
              MetricValue(
                name: name, unit: unit.isEmpty ? $0.unit : unit, value: $0.value, comma: $0.comma)
            )
          }
        case .json(let name, let unit, let path):
          documents[place].lazy.compactMap { $0.number(at: path) }.first.map {
            (place, MetricValue(name: name, unit: unit, value: $0))
          }
        }
      }.first
      guard let found else {
        reading.missing.append(request.name)
        continue
      }
      reading.values.append(found.value)
      if found.place == places.count - 1 { reading.record.onErrors.append(request.name) }
    }
    return reading
  }

  /// Why a number that was asked for is missing, in words.
  func whyMissing(_ name: String, in sources: OutputSources) -> String {
    let output = OutputText.searchable(sources.output)
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

  private static func match(_ pattern: String, _ text: String) -> FigureText? {
    guard let (_, found) = first(pattern, text),
      let range = Range(found.range(at: found.numberOfRanges > 1 ? 1 : 0), in: text)
    else { return nil }
    return FigureText(text[range].trimmingCharacters(in: .whitespaces))
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
