internal import Documents
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

  /// Chooses among the numbers of patches, or of the steps that they are, in the order of application.
  ///
  /// - Throws: ``Failure`` where a patch is named that is not there.
  func choose<Number: DocumentNumber>(from numbers: [Number]) throws(Failure) -> [Number] {
    switch self {
    case .all: return numbers
    case .without(let named):
      let left = try check(named, in: numbers)
      return numbers.filter { !left.contains($0) }
    case .only(let named): return try check(named, in: numbers)
    }
  }

  private func check<Number: DocumentNumber>(
    _ named: [Int], in numbers: [Number]
  ) throws(Failure) -> [Number] {
    let named = named.map { Number($0) }
    if let missing = named.first(where: { !numbers.contains($0) }) {
      throw Failure(.usage, "\(description): there is no patch \(missing)")
    }
    return named
  }
}
