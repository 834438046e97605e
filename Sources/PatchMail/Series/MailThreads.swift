/// Which mail answers which.
///
/// Every question is answered in constant time: long threads and circles of mails that answer each
/// other cost no more than others.
struct MailThreads {
  /// The position of the mail that each mail answers; nil if that one is not here.
  let parents: [Int?]
  /// A name for the thread of each mail: the Message-ID at its top, here or not.
  ///
  /// Nil for a mail without Message-ID that answers nothing.
  let roots: [String?]

  init(_ mails: [Mail]) {
    var positions: [String: Int] = [:]
    for (position, mail) in mails.enumerated() {
      if let id = mail.messageID, positions[id] == nil { positions[id] = position }
    }
    let parents = mails.enumerated().map { position, mail -> Int? in
      let candidates = [mail.inReplyTo].compactMap { $0 } + mail.references.reversed()
      let known = candidates.lazy.compactMap { positions[$0] }
      return known.first { $0 != position }
    }
    self.parents = parents
    var roots: [String?] = Array(repeating: nil, count: mails.count)
    var isKnown = Array(repeating: false, count: mails.count)
    for start in mails.indices where !isKnown[start] {
      var path: [Int] = []
      var current = start
      var onPath: Set<Int> = []
      while !isKnown[current], onPath.insert(current).inserted {
        path.append(current)
        guard let parent = parents[current] else { break }
        current = parent
      }
      let top = mails[current]
      let root =
        isKnown[current]
        ? roots[current] : top.references.first ?? top.inReplyTo ?? top.messageID
      for position in path {
        roots[position] = root
        isKnown[position] = true
      }
    }
    self.roots = roots
  }

  /// For each mail the nearest mail above it, or itself, for which `isTarget` is true.
  func nearest(where isTarget: [Bool]) -> [Int?] {
    var answers: [Int?] = Array(repeating: nil, count: parents.count)
    var isKnown = isTarget
    for position in parents.indices where isTarget[position] { answers[position] = position }
    for start in parents.indices where !isKnown[start] {
      var path: [Int] = []
      var current: Int? = start
      while let position = current, !isKnown[position] {
        // Marked on the way down, so a circle ends here with no answer.
        isKnown[position] = true
        path.append(position)
        current = parents[position]
      }
      let answer = current.flatMap { answers[$0] }
      for position in path { answers[position] = answer }
    }
    return answers
  }
}
