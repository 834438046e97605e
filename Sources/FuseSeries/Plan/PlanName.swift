/// The name of a plan in documents, such as `fuse-scatter-gather-dio`.
///
/// A name that has been in a document never changes.
package struct PlanName: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The name as documents have it.
  package let rawValue: String

  /// Takes a name from a document.
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Takes a name from the source text.
  package init(stringLiteral name: String) { rawValue = name }

  /// The name as documents have it.
  package var description: String { rawValue }
}
