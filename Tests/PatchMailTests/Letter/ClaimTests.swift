import PatchMail
import Testing

@Suite struct ClaimTests {
  private static let expected = [
    Claim(workload: "writev", before: 107, after: 480, unit: "MB/s"),
    Claim(workload: "readv", before: 114, after: 569, unit: "MB/s"),
  ]

  @Test(arguments: [
    "The throughput was (in MB/sec):\n\noriginal / patched\nwritev: ~107 / ~480\nreadv: ~114 / ~569\n",
    "The throughput was (in MB/sec):\n\noriginal / patched writev: ~107 / ~480 readv: ~114 / ~569\n",
    "before/after\n  writev: 107/480 MB/s\n  readv: 114/569 MB/s\n\nThanks\n",
    "Numbers, MB/s.\nbaseline / patched:\n - writev: 107 / 480,\n - readv: 114 / 569.\n",
    "vanilla / patched\nwritev: 107MB/s / 480MB/s\nreadv: 114 MB/s / 569 MB/s\n",
  ])
  func `figures under a heading are claims`(_ text: String) throws {
    let cover = SeriesMaker.mail("[PATCH 0/1] all", id: "a", body: text, diff: false)
    #expect(try SeriesMaker.read([cover]).series[0].claims == Self.expected)
  }

  @Test(arguments: [
    "writev: ~107 / ~480\n", "original / patched\nnothing: here / there\n", "and/or\nx: 1 / 2\n",
    "original / patched" + String(repeating: " word", count: 60) + " x: 1 / 2\n",
  ])
  func `other text makes no claims`(_ text: String) throws {
    let cover = SeriesMaker.mail("[PATCH 0/1] all", id: "a", body: text, diff: false)
    #expect(try SeriesMaker.read([cover]).series[0].claims.isEmpty)
  }

  @Test
  func `names of several words and fractions are kept`() throws {
    let text = "before / after\nrandom write: 1.5 / 2.25 KiB/s\nsync read: 3 / 4 IOPS\n"
    let cover = SeriesMaker.mail("[PATCH 0/1] all", id: "a", body: text, diff: false)
    #expect(
      try SeriesMaker.read([cover]).series[0].claims == [
        Claim(workload: "random write", before: 1.5, after: 2.25, unit: "KiB/s"),
        Claim(workload: "sync read", before: 3, after: 4, unit: "IOPS"),
      ])
  }
}
