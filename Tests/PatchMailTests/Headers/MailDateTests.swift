import PatchMail
import TestSupport
import Testing

@Suite struct MailDateTests {
  static let dates = [
    "Wed, 19 Sep 2012 20:31:10 +0400", "Wed, 19 Sep 2012 16:31:10 GMT", "19 Sep 2012 16:31:10 EST",
    "Wed, 19 Sep 2012 16:31:10 -0700 (PDT)", "Wed, 19 Sep 12 16:31:10 +0000", "1348072270 +0400",
    "@1348072270 +0400", "@0 +0000", "2012-09-19 20:31:10 +0400", "2012-09-19T20:31:10+04:00",
    "2012-09-19T20:31:10Z", "20120919T203110 +0530", "Wed Sep 19 20:31:10 2012 +0400",
    "19.09.2012 20:31:10 +0100", "09/19/2012 20:31:10 +0100", "19/09/2012 20:31 +0100",
    "Sep 19 2012 8:31 PM +0200", "Sep 19 2012 12:31 AM +0200", "Wed, 19 Sep 2012 24:00:60 -9900",
    "Sun, 01 Feb 2024 10:00:00 +14:00", "Thu, 29 Feb 2024 23:59:60 +0545",
    "01 Apr 05 10:00:00 +0000",
    "Tue, 1 Jan 2100 00:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000", "1 Jan 1969 00:00:00 +0000",
    "garbage", "Wed, 19 Sep 2012", "20:31:10", "2012-09-19", "Wed, 19 Sep 2012 20:31:10",
    "Wed, 19 Sep 2012 20:31:10.123 +0100", "2012-09-19 20:31:10.5 +0100", "Sept 19 2012 1:2:3 +01",
    "Wed, 32 Sep 2012 20:31:10 +0400", "Sep 2012 20:31:10 +0000", "2012-19-09 10:00:00 +0000",
    "Mon, 20 Dec 2021 10:00:00 +1 ", "Mon, 20 Dec 2021 10:00:00 CEST", "5 March 99 10:11:12 JST",
    "20 Dec 2021 10:00 +0000", "20 Dec 2021 PM 10:00 +0000", "Wed, 19 Sep 2012 20:31:10 +24:00",
    "4102444799 +0000", "4102444800 +0000", "99999999999999 +0000", "100000000 -0100",
    "99999999 +0000",
    "Thu, 1 Jan 2015 00:00:00 +0000 garbage 12", "2012.09.19 20:31:10 +0000",
    "Mayo 5 2012 1:1:1 +0000",
  ]

  @Test(arguments: dates)
  func `dates are read as git reads them`(_ text: String) throws {
    let git = try GitOracle()
    defer { git.remove() }
    let date = MailDate(Array(text.utf8)[...])
    let ours = date.map { date in
      let minutes = abs(date.utcOffsetMinutes)
      let zone = (minutes / 60 * 100 + minutes % 60).description
      let sign = date.utcOffsetMinutes < 0 ? "-" : "+"
      return
        "\(date.timestamp) \(sign)\(String(repeating: "0", count: max(0, 4 - zone.count)))\(zone)"
    }
    #expect(ours == (try git.date(text)))
  }

  @Test
  func `random dates are read as git reads them`() throws {
    let git = try GitOracle()
    defer { git.remove() }
    var generator = SeededRandom(seed: 3)
    let words = [
      "Wed,", "Sep", "2012", "19", "20:31:10", "+0400", "PM", "12", "GMT", "-0130", "2015-02-03",
      "5", "99", "EST", "20120919", "1348072270", "T", "(x)", "3/4/2011", "05:06", "Z",
    ]
    for _ in 0..<200 {
      let text = (0..<Int.random(in: 2...7, using: &generator))
        .map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
      let expected = try git.date(text)
      let date = MailDate(Array(text.utf8)[...])
      let timestamp = expected.flatMap { Int64($0.prefix { $0 != " " }) }
      #expect(timestamp == date?.timestamp, "\(text)")
    }
  }
}
