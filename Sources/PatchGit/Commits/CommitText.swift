/// The bytes of a commit object.
enum CommitText {
  /// Builds the object as `git am` does; bytes that are not UTF-8 are taken as Latin-1, as git
  /// takes them with a warning.
  static func bytes(
    tree: ObjectID, parent: ObjectID?, author: [UInt8], authored: CommitDate,
    committer: [UInt8], committed: CommitDate, message: [UInt8]
  ) -> [UInt8] {
    var text = Array("tree \(tree)\n".utf8)
    if let parent { text += "parent \(parent)\n".utf8 }
    text += Array("author ".utf8) + author + Array(" \(authored.text)\n".utf8)
    text += Array("committer ".utf8) + committer + Array(" \(committed.text)\n\n".utf8)
    return withLatin1Repaired(text + message)
  }

  static func withLatin1Repaired(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var rest = text[...]
    while let byte = rest.first {
      if let length = sequenceLength(rest) {
        result += rest.prefix(length)
        rest = rest.dropFirst(length)
      } else {
        result += [0xC0 + byte >> 6, 0x80 + byte & 0x3F]
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The length of the character at the front; nil where git sees none: overlong, surrogate,
  /// beyond U+10FFFF, or a non-character.
  private static func sequenceLength(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first else { return nil }
    if first < 0x80 { return 1 }
    let (length, smallest): (Int, UInt32)
    switch first {
    case 0xC0...0xDF: (length, smallest) = (2, 0x80)
    case 0xE0...0xEF: (length, smallest) = (3, 0x800)
    case 0xF0...0xF7: (length, smallest) = (4, 0x10000)
    default: return nil
    }
    guard text.count >= length else { return nil }
    var point = UInt32(first & (0x7F >> UInt8(length)))
    for byte in text.dropFirst().prefix(length - 1) {
      guard byte & 0xC0 == 0x80 else { return nil }
      point = point << 6 | UInt32(byte & 0x3F)
    }
    let isNonCharacter = point & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(point)
    let isSurrogate = (0xD800...0xDFFF).contains(point)
    return point < smallest || point > 0x10FFFF || isNonCharacter || isSurrogate ? nil : length
  }
}
