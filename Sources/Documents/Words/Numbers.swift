/// A number that stands for one thing only and is written as a plain integer in every document.
package protocol DocumentNumber: RawRepresentable, Codable, Hashable, Comparable, Sendable,
  CustomStringConvertible, ExpressibleByIntegerLiteral
where RawValue == Int {
  /// Makes the number; the three kinds are never converted into each other.
  init(rawValue: Int)
}

extension DocumentNumber {
  package init(_ number: Int) { self.init(rawValue: number) }
  package init(integerLiteral number: Int) { self.init(rawValue: number) }
  package var description: String { "\(rawValue)" }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A patch's number in its series, from 1: the 3 of `[PATCH 03/11]`, or the place of a commit in a range.
package struct PatchNumber: DocumentNumber {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }
}

/// The number of a step in the plan of a series that the engine knows, from 1.
package struct StepNumber: DocumentNumber {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }
}

/// A row's place in a lane, from 0: the base, and then whatever was measured, in order.
package struct StagePlace: DocumentNumber {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// The state before the first patch.
  package static let base = StagePlace(0)
}
