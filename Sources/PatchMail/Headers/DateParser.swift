internal import Bytes

/// Reads a date word by word, as git's date parser does.
struct DateParser {
  private let text: ArraySlice<UInt8>
  private var position: Int
  private var fields = CalendarFields()
  private var offsetMinutes: Int?
  private var isUTC = false

  init(_ bytes: ArraySlice<UInt8>) {
    let line = bytes.untilNUL
    let end = line.firstIndex(of: ASCII.lineFeed, from: line.startIndex) ?? line.endIndex
    text = line[..<end]
    position = text.startIndex
  }

  mutating func parse() -> MailDate? {
    if let date = objectHeaderDate() { return date }
    while position < text.endIndex {
      let byte = text[position]
      if ASCII.isLetter(byte) {
        readWord()
      } else if ASCII.isDigit(byte) {
        readDigits()
      } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), isDigit(position + 1) {
        readZone()
      } else {
        position += 1
      }
    }
    guard let seconds = fields.timestamp else { return nil }
    let offset = offsetMinutes ?? 0
    let timestamp = isUTC ? seconds : seconds - Int64(offset) * 60
    return MailDate(timestamp: timestamp, utcOffsetMinutes: offset)
  }

  /// `@seconds +hhmm`, the form in commit objects.
  private func objectHeaderDate() -> MailDate? {
    guard text.first == UInt8(ascii: "@"), isDigit(text.startIndex + 1) else { return nil }
    let seconds = number(at: text.startIndex + 1)
    let sign = byte(seconds.end + 1)
    guard byte(seconds.end) == ASCII.space, isDigit(seconds.end + 2),
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    else { return nil }
    let zone = number(at: seconds.end + 2)
    guard zone.end == text.endIndex, zone.end - seconds.end == 6 else { return nil }
    let minutes = zone.value / 100 * 60 + zone.value % 100
    return MailDate(
      timestamp: Int64(seconds.value),
      utcOffsetMinutes: sign == UInt8(ascii: "-") ? -minutes : minutes)
  }

  /// A month, a weekday, a zone, AM or PM; other words are passed over.
  private mutating func readWord() {
    for (month, name) in Self.months.enumerated() {
      let length = matchLength(name)
      if length >= 3 {
        fields.month = month
        position += length
        return
      }
    }
    for name in Self.weekdays {
      let length = matchLength(name)
      if length >= 3 {
        position += length
        return
      }
    }
    for zone in TimeZoneNames.hoursEast {
      let length = matchLength(zone.name)
      if length >= 3 || length == zone.name.utf8CodeUnitCount {
        if offsetMinutes == nil { offsetMinutes = zone.hours * 60 }
        position += length
        return
      }
    }
    // An hour that was not seen counts as -1 to git: so PM alone is 11 o'clock, AM alone nothing.
    if matchLength("PM") == 2 {
      fields.hour = fields.hour.map { $0 % 12 + 12 } ?? 11
      position += 2
    } else if matchLength("AM") == 2 {
      fields.hour = fields.hour.map { $0 % 12 }
      position += 2
    } else {
      repeat { position += 1 } while ASCII.isLetter(byte(position))
    }
  }

  private mutating func readDigits() {
    let (value, end) = number(at: position)
    let digits = end - position
    if value >= 100_000_000, fields.isEmpty, fields.set(timestamp: Int64(value)) {
      isUTC = true
      position = end
      return
    }
    if readSeparatedNumbers(value, end: end) { return }
    position = end
    switch digits {
    case 8:
      _ = fields.setDate(
        year: value / 10_000, month: value % 10_000 / 100, day: value % 100, isStrict: false)
    case 6:
      let isTime = fields.setTime(
        hour: value / 10_000, minute: value % 10_000 / 100, second: value % 100)
      if isTime, byte(end) == UInt8(ascii: "."), isDigit(end + 1) {
        position = number(at: end + 1).end
      }
    case 4 where value <= 1400 && offsetMinutes == nil:
      offsetMinutes = value / 100 * 60 + value % 100
    case 4 where value > 1900 && value < 2100:
      fields.year = value
    case 1, 2:
      readShortNumber(value, digits: digits)
    default:
      break
    }
  }

  /// A day before a year before a month: `01 Apr 05` is in 2005.
  private mutating func readShortNumber(_ value: Int, digits: Int) {
    if (1...31).contains(value), fields.day == nil {
      fields.day = value
      return
    }
    if digits == 2, fields.year == nil {
      if value < 10, fields.day != nil {
        fields.year = value + 2000
        return
      }
      if value >= 70 {
        fields.year = value + 1900
        return
      }
    }
    if (1...12).contains(value), fields.month == nil { fields.month = value - 1 }
  }

  /// `hh:mm[:ss]`, `yyyy-mm-dd`, `mm/dd/yy`, `dd.mm.yyyy`.
  private mutating func readSeparatedNumbers(_ first: Int, end: Int) -> Bool {
    let separator = byte(end)
    let isKnown =
      separator == UInt8(ascii: ":") || separator == UInt8(ascii: ".")
      || separator == UInt8(ascii: "/") || separator == UInt8(ascii: "-")
    guard isKnown, isDigit(end + 1) else { return false }
    let second = number(at: end + 1)
    var third: (value: Int, end: Int)?
    if byte(second.end) == separator, isDigit(second.end + 1) {
      third = number(at: second.end + 1)
    }
    var after = third?.end ?? second.end
    if separator == UInt8(ascii: ":") {
      guard fields.setTime(hour: first, minute: second.value, second: third?.value ?? 0) else {
        return false
      }
      if byte(after) == UInt8(ascii: "."), isDigit(after + 1), fields.hasDate {
        after = number(at: after + 1).end
      }
    } else {
      let isDotted = separator == UInt8(ascii: ".")
      guard setDate(first, second.value, third?.value, isDotted: isDotted) else { return false }
    }
    position = after
    return true
  }

  private mutating func setDate(_ a: Int, _ b: Int, _ c: Int?, isDotted: Bool) -> Bool {
    if a > 70 {
      if fields.setDate(year: a, month: b, day: c ?? -1, isStrict: false) { return true }
      if fields.setDate(year: a, month: c ?? -1, day: b, isStrict: false) { return true }
    }
    if !isDotted, fields.setDate(year: c, month: a, day: b, isStrict: true) { return true }
    if fields.setDate(year: c, month: b, day: a, isStrict: true) { return true }
    return isDotted && fields.setDate(year: c, month: a, day: b, isStrict: true)
  }

  /// `+hhmm`, `+hh`, `+hh:mm`; anything else is passed over.
  private mutating func readZone() {
    let isWest = text[position] == UInt8(ascii: "-")
    let (value, end) = number(at: position + 1)
    let digits = end - position - 1
    var hours = value
    var minutes = 0
    position = end
    switch digits {
    case 4:
      hours = value / 100
      minutes = value % 100
    case 2 where byte(end) == UInt8(ascii: ":"):
      let tail = number(at: end + 1)
      position = tail.end
      minutes = tail.end - end == 3 ? tail.value : 99
    case 2:
      break
    default:
      minutes = 99
    }
    if minutes < 60, hours < 24 {
      offsetMinutes = (isWest ? -1 : 1) * (hours * 60 + minutes)
    }
  }

  /// How many bytes from here agree with `name`; 0 if a letter or digit does not.
  private func matchLength(_ name: StaticString) -> Int {
    name.withUTF8Buffer { expected in
      var length = 0
      while position + length < text.endIndex {
        let actual = text[position + length]
        let wanted = length < expected.count ? expected[length] : 0
        if ASCII.lowercased(actual) != ASCII.lowercased(wanted) {
          return ASCII.isAlphanumeric(actual) ? 0 : length
        }
        length += 1
      }
      return length
    }
  }

  /// The decimal number at `start`, held down where it would overflow, and where it ends.
  private func number(at start: Int) -> (value: Int, end: Int) {
    var value = 0
    var end = start
    while isDigit(end) {
      value = min(value * 10 + Int(text[end] - UInt8(ascii: "0")), 1 << 52)
      end += 1
    }
    return (value, end)
  }

  private func byte(_ index: Int) -> UInt8 {
    index < text.endIndex ? text[index] : 0
  }

  private func isDigit(_ index: Int) -> Bool {
    ASCII.isDigit(byte(index))
  }

  private static let months: [StaticString] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays: [StaticString] = [
    "Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays",
  ]
}
