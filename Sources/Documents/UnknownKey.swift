/// A key that a document of somebody's own must not have.
package struct UnknownKey: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it stands, the document's own keys without a place.
  package let path: [String]
  /// The keys that may stand there.
  package let known: [String]

  /// The key and its place, and what may stand there.
  package var description: String {
    "unknown key `\(path.joined(separator: "."))`; expected \(known.joined(separator: ", "))"
  }

  /// Refuses keys that a type does not have.
  static func refuse<Key: CodingKey & CaseIterable>(
    in decoder: any Decoder, besides keys: Key.Type
  ) throws {
    let known = keys.allCases.map(\.stringValue)
    let found = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    guard let first = found.filter({ !known.contains($0) }).min() else { return }
    throw UnknownKey(path: decoder.codingPath.map(\.stringValue) + [first], known: known)
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
