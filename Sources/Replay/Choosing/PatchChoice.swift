internal import Failures

/// Which patches of a series are measured: all, or what is left, or what is named.
package enum PatchChoice: Hashable, Sendable, CustomStringConvertible {
  case all
  /// All but these.
  case without([Int])
  /// These, in the order in which they are to be applied.
  case only([Int])

  /// Whether anything was chosen.
  package var isGiven: Bool { self != .all }

  /// The choice as an option gives it, for messages.
  package var description: String {
    switch self {
    case .all: ""
    case .without(let numbers): "--without \(Self.list(numbers))"
    case .only(let numbers): "--only \(Self.list(numbers))"
    }
  }

  private static func list(_ numbers: [Int]) -> String {
    numbers.map(String.init).joined(separator: ",")
  }

  /// Chooses among patch numbers, in the order of application.
  ///
  /// - Throws: ``Failure`` where a patch is named that is not there.
  func choose(from numbers: [Int]) throws(Failure) -> [Int] {
    switch self {
    case .all: return numbers
    case .without(let named):
      try check(named, in: numbers)
      return numbers.filter { !named.contains($0) }
    case .only(let named):
      try check(named, in: numbers)
      return named
    }
  }

  private func check(_ named: [Int], in numbers: [Int]) throws(Failure) {
    if let missing = named.first(where: { !numbers.contains($0) }) {
      throw Failure(.usage, "\(description): there is no patch \(missing)")
    }
  }
}
