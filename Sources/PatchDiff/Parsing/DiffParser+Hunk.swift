internal import Bytes

/// The four numbers of an `@@` line.
struct HunkRange {
  let oldStart: Int
  let oldCount: Int
  let newStart: Int
  let newCount: Int
  /// Where the section heading starts.
  let end: Int

  /// Reads `@@ -a[,b] +c[,d] @@`; nil for any other line and for numbers that do not fit.
  static func parse(header line: ArraySlice<UInt8>) -> HunkRange? {
    guard line.last == ASCII.lineFeed, line.hasPrefix("@@ -") else { return nil }
    var rest = line.dropFirst(4)
    guard let old = range(&rest), rest.hasPrefix(" +") else { return nil }
    rest = rest.dropFirst(2)
    guard let new = range(&rest), rest.hasPrefix(" @@") else { return nil }
    return HunkRange(
      oldStart: old.start, oldCount: old.count, newStart: new.start, newCount: new.count,
      end: rest.startIndex + 3)
  }

  private static func range(_ rest: inout ArraySlice<UInt8>) -> (start: Int, count: Int)? {
    guard let start = number(&rest) else { return nil }
    guard rest.first == ASCII.comma else { return (start, 1) }
    rest = rest.dropFirst()
    guard let count = number(&rest) else { return nil }
    return (start, count)
  }

  /// Numbers above 32 bits are refused: no file has so many lines, and sums of two must not
  /// overflow.
  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let digits = rest.prefix(while: ASCII.isDigit)
    guard let number = UInt32(String(decoding: digits, as: UTF8.self)) else { return nil }
    rest = rest[digits.endIndex...]
    return Int(number)
  }
}

extension DiffParser {
  /// Reads the hunk at the current line; its counts are trusted, so what follows them is not part of
  /// it.
  mutating func parseHunk(in header: FileHeader) throws(DiffError) -> Hunk {
    let first = line(at: position)
    guard let range = HunkRange.parse(header: first) else {
      throw error(.corruptHunkHeader(found: Array(first.prefix(Excerpt.bytesMaximum))))
    }
    let patchLine = line
    advance(over: first)
    var body = HunkBody(oldMissing: range.oldCount, newMissing: range.newCount)
    while position < bytes.count, body.oldMissing != 0 || body.newMissing != 0 {
      let current = line(at: position)
      guard body.take(current, at: line, next: bytes, current.endIndex) else {
        throw corruption(body, found: current)
      }
      advance(over: current)
    }
    if body.oldMissing != 0 || body.newMissing != 0 { throw corruption(body, found: []) }
    // The last line's mark stands behind the counted lines.
    let mark = line(at: position)
    if mark.hasPrefix("\\ "), bytes.count - position > 12 { advance(over: mark) }
    if body.isWithoutChange { throw error(.hunkWithoutChange) }
    if header.isNew == true, range.oldCount > 0 {
      throw error(.newFileDependsOnOldContents(header.shownName))
    }
    if header.isDelete == true, range.newCount > 0 {
      throw error(.deletedFileStillHasContents(header.shownName))
    }
    let section = first[range.end...].withoutLineFeed
    return Hunk(
      oldStart: range.oldStart, oldCount: range.oldCount, newStart: range.newStart,
      newCount: range.newCount,
      section: section.first == ASCII.space ? section.dropFirst() : section,
      lines: body.lines, leadingContext: body.leading, trailingContext: body.trailing,
      patchLine: patchLine)
  }

  private func corruption(_ body: HunkBody, found: ArraySlice<UInt8>) -> DiffError {
    error(
      .corruptHunk(
        oldLinesMissing: max(0, body.oldMissing), newLinesMissing: max(0, body.newMissing),
        found: Array(found.prefix(Excerpt.bytesMaximum))))
  }
}

/// The lines of a hunk while they are being counted down.
private struct HunkBody {
  var oldMissing: Int
  var newMissing: Int
  var lines: [HunkLine] = []
  var leading = 0
  var trailing = 0

  var isWithoutChange: Bool { trailing == lines.count }

  init(oldMissing: Int, newMissing: Int) {
    self.oldMissing = oldMissing
    self.newMissing = newMissing
  }

  /// Counts one line; false where no hunk can hold it.
  mutating func take(
    _ line: ArraySlice<UInt8>, at number: Int, next bytes: [UInt8], _ nextStart: Int
  ) -> Bool {
    guard line.last == ASCII.lineFeed, let first = line.first else { return false }
    let kind: HunkLine.Kind
    switch first {
    case ASCII.space, ASCII.lineFeed: kind = .context
    case ASCII.minus: kind = .removed
    case ASCII.plus: kind = .added
    case ASCII.backslash: return line.count >= 12 && line.hasPrefix("\\ ")
    default: return false
    }
    if kind != .added { oldMissing -= 1 }
    if kind != .removed { newMissing -= 1 }
    if kind == .context {
      if trailing == lines.count { leading += 1 }
      trailing += 1
    } else {
      trailing = 0
    }
    let isMarked = nextStart < bytes.count && bytes[nextStart] == ASCII.backslash
    let text = first == ASCII.lineFeed ? line : line.dropFirst()
    lines.append(
      HunkLine(kind: kind, content: isMarked ? text.dropLast() : text, patchLine: number))
    return true
  }
}
