/// Lists of numbers in a document of several lines: hundreds of samples stand on one line, not on one
/// each.
enum FigureLists {
  /// Returns the same document with every list that holds nothing but numbers on one line.
  static func onOneLine(_ json: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(json.count)
    var index = json.startIndex
    var isInString = false
    while index < json.endIndex {
      let byte = json[index]
      if isInString {
        if byte == UInt8(ascii: "\\"), index + 1 < json.endIndex {
          result.append(byte)
          index += 1
          result.append(json[index])
          index += 1
          continue
        }
        isInString = byte != UInt8(ascii: "\"")
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "["), let end = endOfNumbers(in: json, after: index) {
        for byte in json[index...end] where !isBlank(byte) {
          result.append(byte)
          if byte == UInt8(ascii: ",") { result.append(UInt8(ascii: " ")) }
        }
        index = end + 1
        continue
      }
      result.append(byte)
      index += 1
    }
    return result
  }

  /// Where a list ends that holds only numbers; nil where it holds something else.
  private static func endOfNumbers(in json: [UInt8], after start: Int) -> Int? {
    for index in json[start...].indices.dropFirst() {
      switch json[index] {
      case UInt8(ascii: "]"): return index
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      case let byte where isBlank(byte): continue
      default: return nil
      }
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
  }
}
