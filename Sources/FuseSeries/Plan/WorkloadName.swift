/// The name of a workload, such as `writev:32x4k`.
///
/// A plan names its workloads; the room that makes the calls reads the names.
package struct WorkloadName: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The name as it is written on the command line.
  package let rawValue: String

  /// Takes a name as it is written on the command line.
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Takes a name from the source text.
  package init(stringLiteral name: String) { rawValue = name }

  /// The name as it is written on the command line.
  package var description: String { rawValue }
}
