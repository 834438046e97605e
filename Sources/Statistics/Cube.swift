/// Values by workload, round and variant, in one contiguous storage.
///
/// All workloads have the same rounds. Each workload has its own number of variants, since not every
/// variant gives every figure. A round is appended when it is complete, so there is no gap.
package struct Cube<Element> {
  /// The number of variants of each workload.
  package let variantCounts: [Int]
  /// The number of rounds.
  package private(set) var rounds = 0
  /// Where each workload begins within a round.
  private let offsets: [Int]
  /// The number of values of a round.
  private let roundSize: Int
  /// The rounds one after the other, each with its workloads one after the other.
  private var storage: [Element] = []

  /// Creates a cube without rounds.
  package init(variantCounts: [Int]) {
    self.variantCounts = variantCounts
    var (offsets, size): ([Int], Int) = ([], 0)
    for count in variantCounts {
      precondition(count >= 0, "a workload has \(count) variants")
      offsets.append(size)
      size += count
    }
    (self.offsets, roundSize) = (offsets, size)
  }

  /// Creates a cube from values by workload, round and variant; all workloads have the same rounds.
  package init(workloads: [[[Element]]]) {
    self.init(variantCounts: workloads.map { $0.first?.count ?? 0 })
    let count = workloads.first?.count ?? 0
    precondition(workloads.allSatisfy { $0.count == count }, "workloads have different rounds")
    storage.reserveCapacity(count * roundSize)
    for round in 0..<count { append(round: workloads.map { $0[round] }) }
  }

  /// The workloads.
  package var workloads: Range<Int> { variantCounts.indices }

  /// Appends a round, by workload and variant.
  package mutating func append(round: [[Element]]) {
    precondition(round.map(\.count) == variantCounts, "the round has another shape than the cube")
    for values in round { storage += values }
    rounds += 1
  }

  package subscript(workload workload: Int, round round: Int, variant variant: Int) -> Element {
    storage[index(workload, round, variant)]
  }

  /// Returns a workload's values in one round, by variant.
  package func row(workload: Int, round: Int) -> [Element] {
    precondition(0..<rounds ~= round, "there is no round \(round)")
    let start = round * roundSize + offsets[workload]
    return Array(storage[start..<(start + variantCounts[workload])])
  }

  /// Returns the values of one variant of a workload, by round.
  package func column(workload: Int, variant: Int) -> [Element] {
    (0..<rounds).map { storage[index(workload, $0, variant)] }
  }

  /// Returns a cube of the same shape with each value transformed.
  package func mapValues<Value>(_ transform: (Element) -> Value) -> Cube<Value> {
    var result = Cube<Value>(variantCounts: variantCounts)
    result.storage = storage.map(transform)
    result.rounds = rounds
    return result
  }

  private func index(_ workload: Int, _ round: Int, _ variant: Int) -> Int {
    precondition(0..<rounds ~= round, "there is no round \(round)")
    precondition(0..<variantCounts[workload] ~= variant, "there is no variant \(variant)")
    return round * roundSize + offsets[workload] + variant
  }
}

extension Cube<Double> {
  /// Returns a later variant's value minus an earlier one's, by round.
  func differences(workload: Int, from earlier: Int, to later: Int) -> [Double] {
    guard rounds > 0 else { return [] }
    let (first, second) = (index(workload, 0, earlier), index(workload, 0, later))
    return stride(from: 0, to: rounds * roundSize, by: roundSize).map {
      storage[$0 + second] - storage[$0 + first]
    }
  }
}

extension Cube: Sendable where Element: Sendable {}
extension Cube: Equatable where Element: Equatable {}
