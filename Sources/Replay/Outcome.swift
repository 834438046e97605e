package import Failures

/// What a use case found, and how the program ends once that is shown.
///
/// A bad answer is an answer: it is shown first, and then the program ends with its class.
package struct Outcome<Answer> {
  /// What was found.
  package let answer: Answer
  /// Lines for the user that follow the answer.
  package let notes: [String]
  /// Why the program does not end with success; nil where it does.
  package let ending: Failure?

  package init(_ answer: Answer, notes: [String] = [], ending: Failure? = nil) {
    self.answer = answer
    self.notes = notes
    self.ending = ending
  }
}

extension Outcome: Sendable where Answer: Sendable {}
