extension StageStep {
  /// A step's number in its plan, from 1.
  package struct Number: RawRepresentable, Hashable, Comparable, Sendable,
    ExpressibleByIntegerLiteral, CustomStringConvertible
  {
    /// The number.
    package let rawValue: Int

    /// Makes the number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Makes the number.
    package init(_ number: Int) { rawValue = number }

    /// Takes a number from the source text.
    package init(integerLiteral number: Int) { rawValue = number }

    /// The number.
    package var description: String { "\(rawValue)" }

    /// Orders steps as their plan has them.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }
}
