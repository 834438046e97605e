package import PatchDiff
package import PatchMail

/// A series whose diffs have been read, once for all that ask for them.
///
/// What the mails say of the series as a whole is reached through this value.
@dynamicMemberLookup
package struct ParsedSeries: Sendable {
  /// One patch with its diffs.
  package struct Patch: Sendable {
    /// What its mail says.
    package let mail: SeriesPatch
    /// Its text and diffs; nil where `git mailinfo` refuses the mail.
    package let diff: ParsedPatch?

    /// Its number in the series, counted from 1.
    package var number: Int { mail.number }
  }

  /// The series as the mails give it, with all of its patches.
  package let mail: Series
  /// The patches to work on, in order: all of them until some are taken out.
  package var patches: [Patch]

  /// Reads the diffs of a series; linear in their length.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - options: How its diffs are read.
  package init(_ series: Series, options: DiffOptions = DiffOptions()) {
    mail = series
    patches = series.patches.map { patch in
      Patch(mail: patch, diff: patch.info.map { ParsedPatch($0.patch, options: options) })
    }
  }

  package subscript<Value>(dynamicMember member: KeyPath<Series, Value>) -> Value {
    mail[keyPath: member]
  }
}
