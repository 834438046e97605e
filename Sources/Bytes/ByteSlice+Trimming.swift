extension ArraySlice<UInt8> {
  /// The slice without its trailing line feed.
  @inlinable package var withoutLineFeed: ArraySlice<UInt8> { last == 0x0A ? dropLast() : self }

  /// The byte at `offset` from the start, or NUL past the end, as in a C string's buffer.
  @inlinable package func byteOrNUL(at offset: Int) -> UInt8 {
    offset >= 0 && offset < count ? self[startIndex + offset] : 0
  }

  /// The bytes in front of the first NUL: what a C string function would see.
  package var untilNUL: ArraySlice<UInt8> {
    firstIndex(of: 0, from: startIndex).map { self[..<$0] } ?? self
  }

  package var trimmedRight: ArraySlice<UInt8> {
    var end = endIndex
    while end > startIndex, ASCII.isSpace(self[end - 1]) { end -= 1 }
    return self[..<end]
  }

  package var trimmedLeft: ArraySlice<UInt8> {
    var start = startIndex
    while start < endIndex, ASCII.isSpace(self[start]) { start += 1 }
    return self[start...]
  }

  package var trimmed: ArraySlice<UInt8> {
    trimmedRight.trimmedLeft
  }

  /// Every run of white space as one blank.
  package var spacesCollapsed: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var afterSpace = false
    for byte in self {
      let isSpace = ASCII.isSpace(byte)
      if !isSpace {
        result.append(byte)
      } else if !afterSpace {
        result.append(ASCII.space)
      }
      afterSpace = isSpace
    }
    return result
  }

  /// Bytes as text; what is not UTF-8 becomes U+FFFD.
  package var text: String {
    String(decoding: self, as: UTF8.self)
  }
}

extension [UInt8] {
  package var text: String {
    String(decoding: self, as: UTF8.self)
  }
}
