/// An error that may end a program: it says in one sentence what happened, and what kind of end that
/// is.
///
/// Each room classifies its own errors, so that a new one cannot become "a bug" because a list
/// elsewhere does not know it.
package protocol UserFacingError: Error, CustomStringConvertible, Sendable {
  /// What kind of end it is.
  var exitClass: ExitClass { get }
}
