internal import FoundationEssentials

/// Documents as JSON with keys in alphabetical order, so that the same values give the same bytes.
package enum JSONText {
  /// Renders a document over several lines, each list of numbers on one, with a line feed at the end.
  ///
  /// - Parameter document: The document.
  /// - Returns: The text.
  /// - Throws: The encoder's error where a number is not finite.
  package static func pretty(_ document: some Encodable) throws -> String {
    let text = try render(document, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
    return String(decoding: FigureLists.onOneLine(Array(text.utf8)), as: UTF8.self) + "\n"
  }

  /// Renders a document on one line, without a line feed.
  ///
  /// - Parameter document: The document.
  /// - Returns: The text.
  /// - Throws: The encoder's error where a number is not finite.
  package static func line(_ document: some Encodable) throws -> String {
    try render(document, [.sortedKeys, .withoutEscapingSlashes])
  }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - type: The document's type.
  ///   - text: UTF-8 text.
  /// - Returns: The document.
  /// - Throws: The decoder's error.
  package static func read<Document: Decodable>(
    _ type: Document.Type, from text: some Sequence<UInt8>
  ) throws -> Document {
    try JSONDecoder().decode(type, from: Data(text))
  }

  private static func render(
    _ document: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }
}

extension JSONText {
  /// Puts the reason why a document could not be read into one sentence.
  ///
  /// - Parameter error: The error that ``read(_:from:)`` threw.
  /// - Returns: The sentence.
  package static func explain(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "`\(key.stringValue)` is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "\(place(context)) has the wrong type"
    case DecodingError.dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "this is not JSON, or a number in it is out of range"
        : "\(place(context)) is out of range"
    default: "\(error)"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return path.isEmpty ? "the document" : "`\(path.joined(separator: "."))`"
  }
}
