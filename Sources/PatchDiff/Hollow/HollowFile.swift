/// A file known only by the lines that patches show.
///
/// The lines lie on two sides of a gap that moves from hunk to hunk, as in ``WorkingImage``;
/// unknown stretches are one piece each.
package struct HollowFile: Sendable, Hashable {
  /// One line, or a stretch of unknown ones.
  enum Run: Sendable, Hashable {
    case unknown(baseLine: Int, count: Int)
    case known(HollowLine)

    var count: Int {
      switch self {
      case .unknown(_, let count): count
      case .known: 1
      }
    }
  }

  /// The name in the base of the file this one comes from; nil where a patch made it.
  package let basePath: TreePath?
  private var before: [Run] = []
  /// Last run first.
  private var after: [Run] = []
  /// The base's line from which on nothing is known; nil once the file's end is.
  private(set) var tailBaseLine: Int?
  /// Lines in front of the gap.
  private(set) var position = 0

  /// A file of the base of which nothing is known.
  init(basePath: TreePath) {
    self.basePath = basePath
    tailBaseLine = 1
  }

  /// An empty file that a patch makes.
  init() {
    basePath = nil
    tailBaseLine = nil
  }

  /// The file from its first line on.
  package var pieces: [HollowPiece] {
    var pieces = (before + after.reversed()).map { run -> HollowPiece in
      switch run {
      case .unknown(_, let count): .unknown(count: count)
      case .known(let line): .known(line)
      }
    }
    if tailBaseLine != nil { pieces.append(.unknown(count: nil)) }
    return pieces
  }

  var hasKnownLines: Bool {
    (before + after).contains { if case .known = $0 { true } else { false } }
  }

  /// Every known line with its place from 0.
  var knownLines: [(position: Int, line: HollowLine)] {
    var known: [(Int, HollowLine)] = []
    var place = 0
    for run in before + after.reversed() {
      if case .known(let line) = run { known.append((place, line)) }
      place += run.count
    }
    return known
  }

  /// Moves the gap in front of a line; false where the file is known to end before.
  mutating func move(to target: Int) -> Bool {
    while position > target, let run = before.popLast() {
      position -= run.count
      let excess = target - position
      if excess > 0, case .unknown(let base, let count) = run {
        push(.unknown(baseLine: base, count: excess))
        after.append(.unknown(baseLine: base + excess, count: count - excess))
      } else {
        after.append(run)
      }
    }
    while position < target {
      guard let run = next(atMost: target - position) else { return false }
      push(run)
    }
    return true
  }

  mutating func push(_ run: Run) {
    before.append(run)
    position += run.count
  }

  /// Takes away the run behind the gap, or so much of it; nil at the file's end.
  mutating func next(atMost count: Int) -> Run? {
    guard let run = after.popLast() else {
      guard let base = tailBaseLine else { return nil }
      tailBaseLine = base + count
      return .unknown(baseLine: base, count: count)
    }
    if case .unknown(let base, let length) = run, length > count {
      after.append(.unknown(baseLine: base + count, count: length - count))
      return .unknown(baseLine: base, count: count)
    }
    return run
  }

  /// Puts runs back behind the gap, the first in front.
  mutating func putBack(_ runs: [Run]) {
    after.append(contentsOf: runs.reversed())
  }

  /// Settles that the file ends at the gap; false where lines are known behind it.
  mutating func endHere() -> Bool {
    // Backwards, since the run behind the gap comes last and is mostly a known line.
    let isKnownBehind = after.last { if case .known = $0 { true } else { false } } != nil
    if isKnownBehind || tailBaseLine == nil && !after.isEmpty { return false }
    after = []
    tailBaseLine = nil
    return true
  }
}
