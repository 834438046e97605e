/// The ASCII bytes the diff grammar is made of.
enum Byte {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let minus: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let colon: UInt8 = 0x3A
  static let backslash: UInt8 = 0x5C

  /// White space as git's own character table has it: no vertical tab, no form feed.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == space || byte == tab || byte == lineFeed || byte == carriageReturn
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= 0x61 && lower <= 0x7A
  }

  static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }
}

extension ArraySlice<UInt8> {
  /// Whether the slice begins with the ASCII text; compares in place.
  func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    var index = startIndex
    return text.withUTF8Buffer { wanted in
      for byte in wanted {
        if self[index] != byte { return false }
        index += 1
      }
      return true
    }
  }

  /// The slice without its trailing line feed.
  var withoutLineFeed: ArraySlice<UInt8> { last == Byte.lineFeed ? dropLast() : self }

  /// The slice without trailing white space.
  var withoutTrailingSpace: ArraySlice<UInt8> {
    var end = endIndex
    while end > startIndex, Byte.isSpace(self[end - 1]) { end -= 1 }
    return self[startIndex..<end]
  }
}
