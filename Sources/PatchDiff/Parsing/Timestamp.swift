internal import Bytes

/// The date that `diff -u` writes behind a name.
enum Timestamp {
  /// Where the blanks before a date at the end of the line start; nil where there is no date.
  static func start(in line: ArraySlice<UInt8>) -> Int? {
    guard let last = line.last, ASCII.isDigit(last) else { return nil }
    var rest = line
    dropZone(&rest)
    guard dropTime(&rest), dropDate(&rest), let blank = rest.last else { return nil }
    if blank == ASCII.tab { return rest.endIndex - 1 }
    guard blank == ASCII.space else { return nil }
    while rest.last == ASCII.space { rest.removeLast() }
    return rest.endIndex
  }

  /// ` -0500` or ` -05:00`; a date may do without.
  private static func dropZone(_ rest: inout ArraySlice<UInt8>) {
    for (shape, length) in [(" +dddd", 6), (" +dd:dd", 7)] where matches(rest, shape) {
      rest.removeLast(length)
      return
    }
  }

  /// ` 07:01:32`, perhaps with a fraction.
  private static func dropTime(_ rest: inout ArraySlice<UInt8>) -> Bool {
    let fraction = rest.reversed().prefix(while: ASCII.isDigit).count
    var whole = rest.dropLast(fraction)
    if whole.last == ASCII.dot, fraction > 0 {
      whole.removeLast()
    } else {
      whole = rest
    }
    guard matches(whole, " dd:dd:dd") else { return false }
    rest = whole.dropLast(9)
    return true
  }

  /// `2012-09-19` or `12-09-19`.
  private static func dropDate(_ rest: inout ArraySlice<UInt8>) -> Bool {
    guard matches(rest, "dd-dd-dd") else { return false }
    rest.removeLast(8)
    if matches(rest, "dd") { rest.removeLast(2) }
    return !rest.isEmpty
  }

  /// Whether the slice ends in the shape: `d` a digit, `+` a sign, anything else itself.
  static func matches(_ slice: ArraySlice<UInt8>, _ shape: String) -> Bool {
    guard slice.count >= shape.utf8.count else { return false }
    return zip(slice.suffix(shape.utf8.count), shape.utf8).allSatisfy { byte, wanted in
      switch wanted {
      case UInt8(ascii: "d"): ASCII.isDigit(byte)
      case ASCII.plus: byte == ASCII.plus || byte == ASCII.minus
      default: byte == wanted
      }
    }
  }
}

/// The date with which `diff -N` marks a file that is not there: the first second of 1970, in any
/// zone.
enum Epoch {
  static func isStamped(_ value: ArraySlice<UInt8>) -> Bool {
    let line = value.withoutLineFeed
    guard let tab = line.lastIndex(of: ASCII.tab) else { return false }
    let stamp = line[(tab + 1)...]
    let midnight: Int
    if stamp.hasPrefix("1969-12-31 ") {
      midnight = 24 * 60
    } else if stamp.hasPrefix("1970-01-01 ") {
      midnight = 0
    } else {
      return false
    }
    guard let zoneBlank = stamp.lastIndex(of: ASCII.space) else { return false }
    let time = stamp[stamp.startIndex..<zoneBlank].dropFirst(11)
    let zone = stamp[(zoneBlank + 1)...].filter { $0 != ASCII.colon }
    guard Timestamp.matches(time.prefix(8), "dd:dd:dd"), time.dropFirst(6).hasPrefix("00"),
      time.count == 8
        || time.dropFirst(8).hasPrefix(".0")
          && time.dropFirst(9).allSatisfy({ $0 == ASCII.zero }),
      zone.count == 5, Timestamp.matches(zone[...], "+dddd")
    else { return false }
    let clock = number(time.prefix(2)) * 60 + number(time.dropFirst(3).prefix(2))
    let distance = number(zone[1..<3]) * 60 + number(zone[3..<5])
    return clock - (zone[0] == ASCII.minus ? -distance : distance) == midnight
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
  }
}
