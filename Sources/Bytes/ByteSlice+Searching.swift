internal import Glibc

/// Searching in bytes. A debug build spends most of its time here, hence the C library's
/// scanners instead of loops.
extension ArraySlice<UInt8> {
  /// The index of the first `byte` at or after `start`.
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < endIndex else { return nil }
    return withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress else { return nil }
      let offset = start - startIndex
      guard let hit = memchr(base + offset, Int32(byte), buffer.count - offset) else { return nil }
      return startIndex + (UnsafeRawPointer(hit) - base)
    }
  }

  /// The index at which `literal` first occurs at or after `start`.
  package func firstIndex(of literal: StaticString, from start: Int) -> Int? {
    let first = literal.utf8Start.pointee
    var candidate = firstIndex(of: first, from: start)
    while let index = candidate, !self[index...].hasPrefix(literal) {
      candidate = firstIndex(of: first, from: index + 1)
    }
    return candidate
  }

  /// The index just past the first occurrence of `literal`, whatever the case of its letters.
  package func endOfFirst(caseInsensitive literal: StaticString) -> Int? {
    let length = literal.utf8CodeUnitCount
    guard length > 0, count >= length else { return nil }
    return literal.withUTF8Buffer { needle -> Int? in
      for start in startIndex...(endIndex - length) {
        var matched = 0
        while matched < length,
          ASCII.lowercased(self[start + matched]) == ASCII.lowercased(needle[matched])
        {
          matched += 1
        }
        if matched == length { return start + length }
      }
      return nil
    }
  }

  /// Inlinable, since parsers ask this of every line; mostly the first byte differs.
  @inlinable package func hasPrefix(_ literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard count >= length else { return false }
    let expected = literal.utf8Start
    var matched = 0
    while matched < length, self[startIndex + matched] == expected[matched] { matched += 1 }
    return matched == length
  }

  package func hasPrefix(_ other: ArraySlice<UInt8>) -> Bool {
    starts(with: other)
  }

  /// The end of `literal` where these bytes begin with it in any case of letters.
  package func endOfPrefix(caseInsensitive literal: StaticString) -> Int? {
    guard count >= literal.utf8CodeUnitCount else { return nil }
    return literal.withUTF8Buffer { expected -> Int? in
      for (offset, byte) in expected.enumerated()
      where ASCII.lowercased(self[startIndex + offset]) != ASCII.lowercased(byte) {
        return nil
      }
      return startIndex + expected.count
    }
  }

  /// Whether the bytes are exactly `literal`, in any case of letters.
  package func equals(caseInsensitive literal: StaticString) -> Bool {
    count == literal.utf8CodeUnitCount && endOfPrefix(caseInsensitive: literal) != nil
  }

  /// The number of line feeds in front of `end`.
  package func countNewlines(before end: Int) -> Int {
    var lines = 0
    var position = startIndex
    while let hit = firstIndex(of: ASCII.lineFeed, from: position), hit < end {
      lines += 1
      position = hit + 1
    }
    return lines
  }
}
