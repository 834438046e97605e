/// The lines that two states of a file share, in order.
///
/// Small differences are the shortest edit (Myers, "An O(ND) Difference Algorithm and Its Variations",
/// 1986). Large ones are first cut at lines that stand once in both states and keep their order, so
/// that a file of any size takes time in proportion to it.
struct LineMatches {
  private let old: [ArraySlice<UInt8>]
  private let new: [ArraySlice<UInt8>]
  private(set) var pairs: [(old: Int, new: Int)] = []

  /// Lines of both sides together up to which the shortest edit is looked for.
  private static let small = 2000

  init(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) {
    self.old = old
    self.new = new
    match(old.indices, new.indices, cuts: true)
  }

  private mutating func match(_ before: Range<Int>, _ after: Range<Int>, cuts: Bool) {
    var (before, after) = (before, after)
    while let first = before.first, let other = after.first, old[first] == new[other] {
      pairs.append((first, other))
      (before, after) = (before.dropFirst(), after.dropFirst())
    }
    while let last = before.last, let other = after.last, old[last] == new[other] {
      pairs.append((last, other))
      (before, after) = (before.dropLast(), after.dropLast())
    }
    guard !before.isEmpty, !after.isEmpty else { return }
    if before.count + after.count <= Self.small {
      matchShortest(before, after)
    } else if cuts {
      matchBetweenAnchors(before, after)
    }
  }

  private mutating func matchShortest(_ before: Range<Int>, _ after: Range<Int>) {
    let difference = new[after].difference(from: old[before])
    var removed = Set<Int>()
    var inserted = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    let kept = before.indices.filter { !removed.contains($0 - before.lowerBound) }
    let found = after.indices.filter { !inserted.contains($0 - after.lowerBound) }
    for (from, to) in zip(kept, found) { pairs.append((from, to)) }
  }

  /// Takes lines that stand once on each side for sure, and looks between them.
  private mutating func matchBetweenAnchors(_ before: Range<Int>, _ after: Range<Int>) {
    var (nextOld, nextNew) = (before.lowerBound, after.lowerBound)
    for anchor in longestRun(of: commonUniqueLines(before, after)) {
      match(nextOld..<anchor.old, nextNew..<anchor.new, cuts: false)
      pairs.append(anchor)
      (nextOld, nextNew) = (anchor.old + 1, anchor.new + 1)
    }
    match(nextOld..<before.upperBound, nextNew..<after.upperBound, cuts: false)
  }

  /// Lines that stand once on each side, in the order of the new one.
  private func commonUniqueLines(
    _ before: Range<Int>, _ after: Range<Int>
  ) -> [(old: Int, new: Int)] {
    func places(_ lines: [ArraySlice<UInt8>], _ range: Range<Int>) -> [ArraySlice<UInt8>: Int?] {
      range.reduce(into: [:]) { places, index in
        places[lines[index]] = places[lines[index]] == nil ? .some(index) : .some(nil)
      }
    }
    let there = places(old, before)
    return places(new, after).compactMap { line, place in
      guard let place, let other = there[line] ?? nil else { return nil }
      return (other, place)
    }.sorted { $0.new < $1.new }
  }

  /// The longest part of some pairs that keeps the order on both sides (patience sorting).
  private func longestRun(of pairs: [(old: Int, new: Int)]) -> [(old: Int, new: Int)] {
    var piles: [Int] = []
    var previous = Array(repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var low = 0
      var high = piles.count
      while low < high {
        let middle = (low + high) / 2
        if pairs[piles[middle]].old < pair.old { low = middle + 1 } else { high = middle }
      }
      if low > 0 { previous[index] = piles[low - 1] }
      if low == piles.count { piles.append(index) } else { piles[low] = index }
    }
    var run: [(old: Int, new: Int)] = []
    var next = piles.last ?? -1
    while next >= 0 {
      run.append(pairs[next])
      next = previous[next]
    }
    return run.reversed()
  }
}
