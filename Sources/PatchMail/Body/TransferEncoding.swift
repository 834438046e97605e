internal import Bytes

/// A `Content-Transfer-Encoding`, decoded line by line as git does.
enum TransferEncoding {
  case identity
  case base64
  case quotedPrintable

  /// Reads the field's value; the name of the encoding may stand anywhere in it.
  init(_ value: ArraySlice<UInt8>) {
    if value.endOfFirst(caseInsensitive: "base64") != nil {
      self = .base64
    } else if value.endOfFirst(caseInsensitive: "quoted-printable") != nil {
      self = .quotedPrintable
    } else {
      self = .identity
    }
  }

  /// Decodes base64; bytes outside the alphabet are passed over, `=` among them.
  static func decodeBase64(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3 + 3)
    var accumulator: UInt32 = 0
    var sextets = 0
    for byte in text {
      if byte == 0 { break }
      let value = base64Values[Int(byte)]
      if value == notBase64 { continue }
      accumulator = accumulator << 6 | UInt32(value)
      sextets = (sextets + 1) & 3
      // The second, third and fourth sextet each complete one byte.
      switch sextets {
      case 2: result.append(UInt8(truncatingIfNeeded: accumulator >> 4))
      case 3: result.append(UInt8(truncatingIfNeeded: accumulator >> 2))
      case 0: result.append(UInt8(truncatingIfNeeded: accumulator))
      default: break
      }
    }
    return result
  }

  /// Decodes quoted-printable; a malformed escape is kept as it is.
  ///
  /// With `isHeader`, `_` stands for a blank, as in encoded words (RFC 2047 4.2).
  static func decodeQuotedPrintable(_ text: ArraySlice<UInt8>, isHeader: Bool) -> [UInt8] {
    let text = text.untilNUL
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var position = text.startIndex
    while position < text.endIndex {
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: "=") {
        guard position < text.endIndex, text[position] != ASCII.lineFeed else { break }
        if position + 1 < text.endIndex, let high = ASCII.hexValue(text[position]),
          let low = ASCII.hexValue(text[position + 1])
        {
          result.append(high << 4 | low)
          position += 2
          continue
        }
      }
      result.append(isHeader && byte == UInt8(ascii: "_") ? ASCII.space : byte)
    }
    return result
  }

  private static let notBase64: UInt8 = 0xff

  private static let base64Values: [UInt8] = {
    var values = [UInt8](repeating: notBase64, count: 256)
    let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    alphabet.withUTF8Buffer { letters in
      for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
    }
    return values
  }()
}
