import Documents
import Testing

@testable import CommandLane
import Rounds
import Statistics

struct MetricReaderTests {
  private func read(_ output: String, _ requests: String...) throws -> [MetricValue] {
    try reading(output, requests).values
  }

  private func reading(
    _ output: String, errors: String = "", results: String? = nil, _ requests: [String] = []
  ) throws -> MetricReader.Reading {
    try MetricReader(requests).read(
      OutputSources(
        output: Array(output.utf8), errors: Array(errors.utf8),
        results: results.map { Array($0.utf8) }))
  }

  @Test(arguments: [
    ("writev:32x4k throughput: 123.5 MB/s", "writev:32x4k throughput", 123.5, "MB/s"),
    ("requests: 32 per call", "requests", 32, "per call"),
    ("  elapsed = 12.5ms", "elapsed", 12.5, "ms"),
    ("ops: 1,234,567 ops/s\r", "ops", 1_234_567, "ops/s"),
    ("loss: 2e-3", "loss", 0.002, ""),
    ("hits: 98%", "hits", 98, "%"),
  ])
  func `a name, a colon, a number and a unit are read`(
    line: String, name: String, value: Double, unit: String
  ) throws {
    #expect(try read(line) == [MetricValue(name: name, unit: unit, value: value)])
  }

  @Test(arguments: [
    "all done", "time: now", "see http://example.org:80/ 3", "at 12:30", ": 3",
    "warning: 3 of the files could not be opened at all", "size:3", "x: nan", "x: inf",
  ])
  func `prose is no metric`(line: String) throws {
    #expect(try read(line).isEmpty)
  }

  @Test func `a name printed several times in one run counts once, with its median`() throws {
    #expect(
      try read("t: 1 s\nu: 5\nt: 9 s\nt: 2 s\n").map { [$0.name, "\($0.value)"] }
        == [["t", "2.0"], ["u", "5.0"]])
  }

  @Test func `what was asked for is found by expression and by path, and nothing else is`() throws {
    let output = "noise: 3 s\nrate 1,500 of 2\n{\"a\": [{\"b\": 7}, {\"b\": \"8.5\"}]}\n"
    let values = try read(
      output, "rate[req/s]=^rate ([0-9,]+)", "json:a.0.b", "second=json:a[1].b", "all=[0-9]+ s")
    #expect(values.map(\.name) == ["rate", "a.0.b", "second"])
    #expect(values.map(\.value) == [1500, 7, 8.5])
    #expect(values.first?.unit == "req/s")
    #expect(try reading(output, ["x=no (match)"]).missing == ["x"])
    let sources = OutputSources(output: Array(output.utf8))
    #expect(
      try MetricReader(["x=no match"]).whyMissing("x", in: sources) == "the output has no `x`")
  }

  @Test(arguments: ["name", "=x", "name=", "name=(", "[s]=x"])
  func `a request that cannot be understood is an error`(request: String) {
    #expect(throws: CommandError.self) { try MetricReader([request]) }
  }

  @Test func `hostile output neither crashes nor takes for ever`() throws {
    #expect(try read(String(repeating: "{", count: 200_000)).isEmpty)
    #expect(try read(String(repeating: ": ", count: 200_000)).isEmpty)
    #expect(try read("x: " + String(repeating: "9", count: 100_000)).isEmpty)
    #expect(try read("a: 1e999\nb: -0\nc: 0x10\n").map(\.name) == ["b", "c"])
  }

  @Test
  func `lines of wrk, ab, redis-benchmark, pgbench and CoreMark are read without their reports`()
    throws
  {
    let lines = """
      Requests/sec:  100.50
      Requests per second:    101.20 [#/sec] (mean)
      SET: 102.78 requests per second
      tps = 103.5 (without initial connection time)
      Iterations/Sec   : 104.000000
      Score: 105
      ops/s: 106
      GFLOPS: 107
      Throughput: 108.1 req/s
      """
    let values = try read(lines)
    #expect(values.map(\.value) == [100.5, 101.2, 102.78, 103.5, 104, 105, 106, 107, 108.1])
    #expect(values.allSatisfy { MetricDirection(name: $0.name, unit: $0.unit) == .higher })
  }

  @Test(arguments: [
    "2026-01-02 03:04:05.678901234 INFO query time: 12 ms",
    "[2026-01-02T03:04:05Z] [INFO] query time: 12 ms", "03:04:05.678 query time: 12 ms",
    "\u{1B}[1mquery time\u{1B}[0m: \u{1B}[32m12\u{1B}[0m ms",
    "\u{1B}]0;a title\u{7}query time: 12 ms", "[ 12.345678] query time: 12 ms, 3 rows",
  ])
  func `a log's own words and colours are no part of a name`(line: String) throws {
    #expect(try read(line) == [MetricValue(name: "query time", unit: "ms", value: 12)])
  }

  @Test(arguments: [
    ("x: 1,5 s", 1.5), ("x: 1,52 s", 1.52), ("x: 0,125 s", 0.125), ("x: 1.234,5 s", 1234.5),
    ("x: 1,234,567 s", 1_234_567), ("x: 1,234.5 s", 1234.5), ("x: 12,5", 12.5), ("x: 1,5s", 1.5),
  ])
  func `a comma is decimal where it cannot group thousands`(line: String, expected: Double) throws {
    #expect(try read(line).map(\.value) == [expected])
  }

  @Test func `standard error counts where standard output says nothing`() throws {
    #expect(try reading("", errors: "latency: 12 us").values.map(\.name) == ["latency"])
    #expect(try reading("cost: 1 s", errors: "latency: 12 us").values.map(\.name) == ["cost"])
    let asked = try reading("", errors: "latency: 12 us", ["lat[us]=latency: ([0-9]+)"])
    #expect(asked.values == [MetricValue(name: "lat", unit: "us", value: 12)])
    #expect(asked.record.onErrors == ["lat"])
  }

  @Test func `what a named file holds is taken before what is printed`() throws {
    let file = #"{"results": [{"command": "./x", "mean": 0.5, "median": 0.4}]}"#
    #expect(try reading("cost: 1 s", results: file).values.map(\.name) == ["./x"])
    #expect(try reading("cost: 1 s", results: "").values.map(\.name) == ["cost"])
    #expect(try reading("", results: file, ["json:results.0.mean"]).values.map(\.value) == [0.5])
  }

  @Test func `documents are found behind and among lines, and one on each line`() throws {
    let document = """
      {
       "results": [ {
        "command": "sleep 1",
        "mean": 0.5,
        "median": 0.25,
        "times": [
       0.1,
       0.2 ]
       } ]
      }
      """
    let head = (1...10).map { "[info] step \($0)\n" }.joined()
    for output in [document + "\n[info] all done\n", head + document, head + document + head] {
      #expect(try read(output) == [MetricValue(name: "sleep 1", unit: "s", value: 0.25)])
    }
    #expect(
      try read(#"{"name":"a","ms":5}"# + "\n" + #"log: {"name":"b","ms":6,"pid":77}"#)
        == [
          MetricValue(name: "a", unit: "ms", value: 5),
          MetricValue(name: "b", unit: "ms", value: 6),
        ])
  }

  @Test func `a dot of a key is found, and can be said`() throws {
    let output = #"{"lat": {"99.9": 7, "99": {"9": 8}}}"#
    #expect(try read(output, #"p=json:lat.99\.9"#).map(\.value) == [7])
    #expect(try read(output, "p=json:lat.99.9").map(\.value) == [8])
    #expect(try read(#"{"lat": {"99.9": 7}}"#, "p=json:lat.99.9").map(\.value) == [7])
  }

  @Test func `what was understood is told by format`() throws {
    let record = try reading(#"{"fio version": "3", "jobs": [{"read": {"iops": 1}}]}"#).record
    #expect(record.formats == [ReadingRecord.Format(name: "fio", metrics: 1)])
    #expect(try reading("nothing here").record.formats.isEmpty)
  }

  @Test func `of more figures than are kept the first are, and that is said`() throws {
    let reading = try reading((0..<1500).map { "m\($0)x: 1 s\n" }.joined())
    #expect(reading.values.count == 1000)
    #expect(reading.record.isCut)
  }
}
