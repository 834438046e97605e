internal import Documents

/// A search across the messages and diffs of all patches.
struct Search: Sendable {
  /// What is looked for, without regard to the case of ASCII letters.
  var words = ""
  /// Whether the user is typing it.
  var isTyping = false

  /// Where the words are found.
  struct Place: Hashable, Sendable {
    var stage: Int
    var tab: StepTab
    var line: Int
  }

  /// The next place after another one, going round; nil where the words occur nowhere.
  func next(in patches: [StepPatch], after start: Place) -> Place? {
    let wanted = Array(words.utf8).map(\.lowercased)
    guard !wanted.isEmpty, !patches.isEmpty else { return nil }
    for step in 0...patches.count {
      let stage = (max(start.stage, 1) - 1 + step) % patches.count + 1
      let places = Self.places(of: wanted, in: patches[stage - 1], stage: stage)
      let isStart = step == 0 && stage == start.stage
      if let place = places.first(where: { !isStart || Self.isBehind($0, start) }) {
        return place
      }
    }
    return nil
  }

  private static func isBehind(_ place: Place, _ start: Place) -> Bool {
    let order: [StepTab: Int] = [.message: 0, .diff: 1]
    let here = order[place.tab] ?? 0
    let there = order[start.tab] ?? -1
    return here == there ? place.line > start.line : here > there
  }

  private static func places(of words: [UInt8], in patch: StepPatch, stage: Int) -> [Place] {
    var places: [Place] = []
    let message = MessageText(patch).text
    for (tab, text) in [(StepTab.message, message), (.diff, patch.summary?.diff ?? "")] {
      let lines = LineIndex(text)
      guard lines.bytes.finds(words) else { continue }
      for line in 0..<lines.count where lines[line].finds(words) {
        places.append(Place(stage: stage, tab: tab, line: line))
      }
    }
    return places
  }
}

extension Collection<UInt8> {
  /// Whether words in small letters stand somewhere in the text.
  func finds(_ words: [UInt8]) -> Bool { range(of: words) != nil }

  /// Where words in small letters stand first.
  func range(of words: [UInt8]) -> Range<Index>? {
    guard let first = words.first else { return nil }
    var start = startIndex
    while let found = self[start...].firstIndex(where: { $0.lowercased == first }) {
      var place = found
      var isEqual = true
      for byte in words {
        guard place != endIndex, self[place].lowercased == byte else {
          isEqual = false
          break
        }
        place = index(after: place)
      }
      if isEqual { return found..<place }
      start = index(after: found)
    }
    return nil
  }
}

extension UInt8 {
  /// The small letter of an ASCII capital, else the byte itself.
  var lowercased: UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self + 32 : self
  }
}
