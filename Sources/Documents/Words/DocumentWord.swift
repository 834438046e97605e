/// A word that documents hold; it is written the same wherever it is shown.
package protocol DocumentWord: RawRepresentable, Codable, Hashable, Sendable,
  CustomStringConvertible
where RawValue == String {}

extension DocumentWord {
  package var description: String { rawValue }
}
