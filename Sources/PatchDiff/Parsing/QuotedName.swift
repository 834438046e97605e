internal import Bytes

/// Names in double quotes with C escapes, as git writes names that hold odd bytes.
enum QuotedName {
  /// Reads a quoted name; nil where the slice does not start with one that is whole.
  static func read(_ value: ArraySlice<UInt8>) -> (name: [UInt8], end: Int)? {
    guard value.first == ASCII.quote else { return nil }
    var name: [UInt8] = []
    var index = value.startIndex + 1
    while index < value.endIndex {
      let byte = value[index]
      index += 1
      switch byte {
      case ASCII.quote: return (name, index)
      case ASCII.lineFeed: return nil
      case ASCII.backslash:
        guard let escaped = readEscape(value, at: &index) else { return nil }
        name.append(escaped)
      default: name.append(byte)
      }
    }
    return nil
  }

  private static func readEscape(_ value: ArraySlice<UInt8>, at index: inout Int) -> UInt8? {
    guard index < value.endIndex else { return nil }
    let byte = value[index]
    index += 1
    switch byte {
    case UInt8(ascii: "a"): return 0x07
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "v"): return 0x0B
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "r"): return 0x0D
    case ASCII.quote, ASCII.backslash: return byte
    case 0x30...0x33: return readOctal(first: byte, value, at: &index)
    default: return nil
    }
  }

  private static func readOctal(
    first: UInt8, _ value: ArraySlice<UInt8>, at index: inout Int
  ) -> UInt8? {
    guard index + 2 <= value.endIndex else { return nil }
    let second = value[index]
    let third = value[index + 1]
    guard (0x30...0x37).contains(second), (0x30...0x37).contains(third) else { return nil }
    index += 2
    return (first - 0x30) << 6 | (second - 0x30) << 3 | (third - 0x30)
  }
}
