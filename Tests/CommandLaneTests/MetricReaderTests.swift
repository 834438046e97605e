import Testing

@testable import CommandLane
import Rounds
import Statistics

struct MetricReaderTests {
  private func read(_ output: String, _ requests: String...) throws -> [MetricValue] {
    try MetricReader(requests).read(output).values
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

  @Test func `Google Benchmark's iterations are read and its aggregates are not`() throws {
    let values = try read(
      """
      Running ./bench
      {"context": {"num_cpus": 2}, "benchmarks": [
        {"name": "sort/8", "run_type": "iteration", "real_time": 12.5, "cpu_time": 12,
         "time_unit": "us", "items_per_second": 640000.0},
        {"name": "sort/8", "run_type": "iteration", "real_time": 13.5, "time_unit": "us"},
        {"name": "sort/8_mean", "run_type": "aggregate", "real_time": 99, "time_unit": "us"},
        {"name": "broken", "run_type": "iteration", "error_occurred": true, "real_time": 1}]}
      """)
    #expect(
      values == [
        MetricValue(name: "sort/8", unit: "us", value: 13),
        MetricValue(name: "sort/8 items_per_second", unit: "items/s", value: 640_000),
      ])
  }

  @Test func `hyperfine's medians are read`() throws {
    let values = try read(
      #"{"results": [{"command": "ls", "mean": 0.5, "median": 0.4, "times": [0.4, 0.6]}]}"#)
    #expect(values == [MetricValue(name: "ls", unit: "s", value: 0.4)])
  }

  @Test func `fio's rates are read, and percentiles where there are requests enough`() throws {
    let values = try read(
      """
      note: both iodepth >= 1 and synchronous I/O engine are selected
      {"fio version": "fio-3.33", "jobs": [{"jobname": "rand", "read": {"iops": 250.5,
       "bw_bytes": 1026048, "total_ios": 500, "clat_ns": {"percentile":
       {"50.000000": 4000, "99.000000": 9000}}}, "write": {"iops": 0.0}}]}
      """)
    #expect(
      values == [
        MetricValue(name: "rand read iops", unit: "iops", value: 250.5),
        MetricValue(name: "rand read bandwidth", unit: "B/s", value: 1_026_048),
        MetricValue(name: "rand read latency p50", unit: "ns", value: 4000),
      ])
  }

  @Test func `what was asked for is found by expression and by path, and nothing else is`() throws {
    let output = "noise: 3 s\nrate 1,500 of 2\n{\"a\": [{\"b\": 7}, {\"b\": \"8.5\"}]}\n"
    let values = try read(
      output, "rate[req/s]=^rate ([0-9,]+)", "json:a.0.b", "second=json:a[1].b", "all=[0-9]+ s")
    #expect(values.map(\.name) == ["rate", "a.0.b", "second"])
    #expect(values.map(\.value) == [1500, 7, 8.5])
    #expect(values.first?.unit == "req/s")
    #expect(try MetricReader(["x=no (match)"]).read(output).missing == ["x"])
    #expect(try MetricReader(["x=no match"]).whyMissing("x", in: output) == "the output has no `x`")
  }

  @Test(arguments: ["name", "=x", "name=", "name=(", "[s]=x"])
  func `a request that cannot be understood is an error`(request: String) {
    #expect(throws: CommandError.self) { try MetricReader([request]) }
  }

  @Test(arguments: [
    ("throughput", "MB/s", true), ("x", "iops", true), ("x", "req/s", true), ("x", "ms", false),
    ("x", "ps", false), ("x", "fps", true), ("total throughput", "", true), ("latency", "", false),
    ("requests", "per call", false), ("throughput time", "s", false), ("x", "Mbps", true),
  ])
  func `the unit tells which way is better, and the name where there is none`(
    name: String, unit: String, expected: Bool
  ) {
    #expect(MetricValue.isBetterHigher(name: name, unit: unit) == expected)
  }

  @Test func `hostile output neither crashes nor takes for ever`() throws {
    #expect(try read(String(repeating: "{", count: 200_000)).isEmpty)
    #expect(try read(String(repeating: ": ", count: 200_000)).isEmpty)
    #expect(try read("x: " + String(repeating: "9", count: 100_000)).isEmpty)
    #expect(try read("a: 1e999\nb: -0\nc: 0x10\n").map(\.name) == ["b", "c"])
  }
}
