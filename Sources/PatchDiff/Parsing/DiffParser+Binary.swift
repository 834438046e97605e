internal import Bytes

extension DiffParser {
  /// Reads what stands in place of hunks in a binary diff; nil where there is none.
  mutating func parseBinary() throws(DiffError) -> BinaryChange? {
    let current = line(at: position)
    if current.elementsEqual("GIT binary patch\n".utf8) {
      advance(over: current)
      guard let forward = try parseBinaryHunk() else { throw error(.corruptBinary) }
      return .patch(forward: forward, reverse: try parseBinaryHunk())
    }
    let saysDiffer = current.count >= 8 && current.suffix(8).hasPrefix(" differ\n")
    let opens = current.hasPrefix("Binary files ") || current.hasPrefix("Files ")
    guard saysDiffer, opens else { return nil }
    advance(over: current)
    return .absent
  }

  private mutating func parseBinaryHunk() throws(DiffError) -> BinaryHunk? {
    let first = line(at: position)
    let method: BinaryHunk.Method
    if first.hasPrefix("literal ") {
      method = .literal
    } else if first.hasPrefix("delta ") {
      method = .delta
    } else {
      return nil
    }
    let digits = first.dropFirst(method == .literal ? 8 : 6).prefix(while: ASCII.isDigit)
    guard let size = Int(String(decoding: digits, as: UTF8.self)) else {
      throw error(.corruptBinary)
    }
    advance(over: first)
    var deflated: [UInt8] = []
    while true {
      let current = line(at: position)
      // Git looks at the length alone: any one byte ends the data.
      if current.count == 1 {
        advance(over: current)
        return BinaryHunk(method: method, inflatedSize: size, deflated: deflated)
      }
      guard Base85.decode(line: current, into: &deflated) else { throw error(.corruptBinary) }
      advance(over: current)
    }
  }
}

/// The base 85 of git's binary patches: five characters carry four bytes, most significant first.
enum Base85 {
  private static let alphabet: [UInt8] = Array(
    ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
      + "!#$%&()*+-;<=>?@^_`{|}~").utf8)

  private static let values: [UInt8?] = {
    var values = [UInt8?](repeating: nil, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }()

  /// Appends the bytes of one line: a letter for their number, then the groups; false if it is
  /// malformed.
  static func decode(line: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
    guard line.count >= 7, (line.count - 2).isMultiple(of: 5), line.last == ASCII.lineFeed,
      let letter = line.first, ASCII.isLetter(letter)
    else { return false }
    let isUpper = letter < UInt8(ascii: "a")
    let length = Int(letter - UInt8(ascii: isUpper ? "A" : "a")) + (isUpper ? 1 : 27)
    let capacity = (line.count - 2) / 5 * 4
    // A last group may be filled up, but never with a whole group's worth.
    guard length <= capacity, length > capacity - 4 else { return false }
    var remaining = length
    var index = line.startIndex + 1
    while remaining > 0 {
      var group: UInt64 = 0
      for offset in 0..<5 {
        guard let value = values[Int(line[index + offset])] else { return false }
        group = group * 85 + UInt64(value)
      }
      guard group <= UInt64(UInt32.max) else { return false }
      for shift in [24, 16, 8, 0].prefix(remaining) {
        output.append(UInt8(truncatingIfNeeded: group >> UInt64(shift)))
      }
      remaining -= min(4, remaining)
      index += 5
    }
    return true
  }
}
