internal import Bytes

/// Finds out why a hunk has no place in a file; linear in the file, and run only for hunks that
/// failed.
struct HunkDiagnosis {
  let reason: HunkReject.Reason
  let nearest: HunkReject.NearestMatch?
  let found: [UInt8]

  /// Lines that stand in a file more often than this say nothing about a place.
  private static let occurrencesMaximum = 32

  init(of hunk: Hunk, in image: WorkingImage) {
    let preimage = hunk.preimage
    let expected = max(0, hunk.newStart - 1)
    if let certain = Self.exactElsewhere(hunk, preimage, expected, image) {
      (reason, nearest) = (
        certain.reason, HunkReject.NearestMatch(line: certain.line, differingLines: 0)
      )
      found = Self.excerpt(image, from: certain.line - 1, count: preimage.count)
      return
    }
    let start = Self.mostVoted(preimage, expected, image)
    let shown = start ?? min(expected, image.count)
    found = Self.excerpt(image, from: shown, count: preimage.count)
    guard let start else {
      (reason, nearest) = (.contextDiffers, nil)
      return
    }
    let pairs = preimage.enumerated().map { offset, line in
      let index = start + offset
      let isInside = index >= 0 && index < image.count
      return (wanted: line.content, there: isInside ? image.content(index) : nil)
    }
    let differing = pairs.filter { $0.wanted != $0.there }
    nearest = HunkReject.NearestMatch(line: max(1, start + 1), differingLines: differing.count)
    let isEnding = differing.allSatisfy { pair in
      pair.there.map { Self.withoutEnding($0) == Self.withoutEnding(pair.wanted) } ?? false
    }
    let isSpace = differing.allSatisfy { pair in
      pair.there.map {
        $0.lazy.filter { !ASCII.isSpace($0) }
          .elementsEqual(pair.wanted.lazy.filter { !ASCII.isSpace($0) })
      } ?? false
    }
    reason = isEnding ? .lineEndingsDiffer : isSpace ? .whitespaceDiffers : .contextDiffers
  }

  /// The whole hunk, or its result, stands somewhere, but not where it may.
  private static func exactElsewhere(
    _ hunk: Hunk, _ preimage: [HunkLine], _ expected: Int, _ image: WorkingImage
  ) -> (reason: HunkReject.Reason, line: Int)? {
    func line(of lines: [HunkLine], seesPatchedLines: Bool) -> Int? {
      guard !lines.isEmpty else { return nil }
      return HunkSearch(lines, seesPatchedLines: seesPatchedLines)
        .position(in: image, expected: expected, atBeginning: false, atEnd: false)
        .map { $0 + 1 }
    }
    if let line = line(of: preimage, seesPatchedLines: false) {
      let mustEnd = hunk.trailingContext == 0 && line - 1 + preimage.count != image.count
      return (mustEnd ? .notAtEnd(line: line) : .notAtBeginning(line: line), line)
    }
    if hunk.additions > 0, let line = line(of: hunk.postimage, seesPatchedLines: true) {
      return (.alreadyApplied(line: line), line)
    }
    if let line = line(of: preimage, seesPatchedLines: true) {
      return (.overlapsEarlierHunk(line: line), line)
    }
    return nil
  }

  /// The start on which most of the lines agree; ties go to the one nearest to where the hunk
  /// should be.
  private static func mostVoted(
    _ preimage: [HunkLine], _ expected: Int, _ image: WorkingImage
  ) -> Int? {
    var places: [UInt32: [Int]] = [:]
    let wanted = Set(preimage.map { looseHash($0.content) })
    for index in 0..<image.count {
      let hash = looseHash(image.content(index))
      if wanted.contains(hash) { places[hash, default: []].append(index) }
    }
    var votes: [Int: Int] = [:]
    for (offset, line) in preimage.enumerated() {
      guard let indices = places[looseHash(line.content)], indices.count <= occurrencesMaximum
      else { continue }
      for index in indices { votes[index - offset, default: 0] += 1 }
    }
    return votes.max { left, right in
      if left.value != right.value { return left.value < right.value }
      let (a, b) = (abs(left.key - expected), abs(right.key - expected))
      return a != b ? a > b : left.key < right.key
    }?.key
  }

  /// A hash that white space does not change.
  private static func looseHash(_ line: ArraySlice<UInt8>) -> UInt32 {
    var hash = LineHash()
    for byte in line where !ASCII.isSpace(byte) { hash.add(byte) }
    return hash.value
  }

  private static func withoutEnding(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let text = line.withoutLineFeed
    return text.last == ASCII.carriageReturn ? text.dropLast() : text
  }

  private static func excerpt(_ image: WorkingImage, from start: Int, count: Int) -> [UInt8] {
    let range = max(0, start)..<max(0, min(start + count, image.count), start)
    return range.filter { $0 < image.count }.flatMap { image.content($0) }
  }
}
