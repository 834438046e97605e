/// The parts of a date while it is being read; nil is "not seen yet".
struct CalendarFields {
  var year: Int?
  /// 0 is January.
  var month: Int?
  var day: Int?
  var hour: Int?
  var minute: Int?
  var second: Int?

  var isEmpty: Bool {
    year == nil && month == nil && day == nil && hour == nil && minute == nil && second == nil
  }

  var hasDate: Bool {
    year != nil && month != nil && day != nil
  }

  /// Sets the time of day; hour 24 and second 60 are accepted.
  mutating func setTime(hour: Int, minute: Int, second: Int) -> Bool {
    guard (0...24).contains(hour), (0..<60).contains(minute), (0...60).contains(second) else {
      return false
    }
    self.hour = hour
    self.minute = minute
    self.second = second
    return true
  }

  /// Sets the day; a year may be written with two digits, or be missing.
  ///
  /// With `isStrict` everything stays as it was when the date is refused. Otherwise day and month
  /// stay set even if the year is refused, as git has it for `yyyy-mm-dd`.
  mutating func setDate(year: Int?, month: Int, day: Int, isStrict: Bool) -> Bool {
    guard (1...12).contains(month), (1...31).contains(day) else { return false }
    let fullYear: Int?
    switch year {
    case nil: fullYear = nil
    case let year? where (1970..<2100).contains(year): fullYear = year
    case let year? where (71..<100).contains(year): fullYear = year + 1900
    case let year? where year < 38: fullYear = year + 2000
    default:
      if !isStrict {
        self.month = month - 1
        self.day = day
      }
      return false
    }
    self.month = month - 1
    self.day = day
    if let fullYear { self.year = fullYear }
    return fullYear != nil || isStrict
  }

  /// Sets all fields from seconds since 1970, in UTC.
  mutating func set(timestamp: Int64) -> Bool {
    guard timestamp < 1 << 40 else { return false }
    let secondsOfDay = Int(timestamp % 86_400)
    var days = Int(timestamp / 86_400)
    // Counted in 400-year eras from 1 March 0000, so that the leap day is the last day of a year.
    days += 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 2 : monthFromMarch - 10
    year = yearOfEra + era * 400 + (monthFromMarch >= 10 ? 1 : 0)
    hour = secondsOfDay / 3600
    minute = secondsOfDay % 3600 / 60
    second = secondsOfDay % 60
    return true
  }

  /// Seconds since 1970 in UTC; nil if the year is not in 1970…2099 or a field is missing.
  ///
  /// A missing day does not give nil: git computes with its "not seen" value, -1.
  var timestamp: Int64? {
    guard let year, let month, let hour, let minute, let second,
      (1970...2099).contains(year)
    else { return nil }
    let daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    let years = year - 1970
    // Every fourth year is a leap year in this range, 2000 included.
    var days = years * 365 + (years + 1) / 4 + daysBefore[month] + (day ?? -1)
    if month < 2 || (years + 2) % 4 != 0 { days -= 1 }
    return Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }
}
