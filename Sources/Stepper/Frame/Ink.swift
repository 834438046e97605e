internal import Presentation

/// What a run of characters means.
///
/// The painter knows how the terminal shows it. No meaning is shown by colour alone, so that all can be
/// read without colours.
package enum Ink: UInt8, Hashable, Sendable, CaseIterable {
  /// Ordinary text.
  case plain
  /// Text of less weight: hints, line numbers, borders.
  case dim
  /// A heading.
  case heading
  /// The chosen row, tab or word.
  case chosen
  /// A line that a patch adds.
  case added
  /// A line that a patch removes.
  case removed
  /// The line that opens a hunk or a file of a diff.
  case hunk
  /// A word of the language in source code.
  case keyword
  /// A comment in source code.
  case comment
  /// A string or a number in source code.
  case literal
  /// Faster, or whole.
  case good
  /// Slower, or broken.
  case bad
  /// Not known for certain.
  case doubtful
  /// What a search found, or what a patch changed in a design.
  case marked
}

extension Ink {
  /// The ink of what a verdict says.
  init(_ tone: Tone) {
    switch tone {
    case .better: self = .good
    case .worse: self = .bad
    case .shared, .open, .changed: self = .doubtful
    case .tiny: self = .marked
    case .unchanged: self = .plain
    }
  }
}
