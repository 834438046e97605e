import Testing

struct GoogleBenchmarkTests {
  @Test func `single runs, their counters and no aggregate of them are read`() throws {
    let values = try Read.all(
      """
      Running ./bench
      {"context": {"num_cpus": 2}, "benchmarks": [
        {"name": "sort/8", "run_type": "iteration", "iterations": 5, "real_time": 12.5,
         "cpu_time": 12, "time_unit": "us", "items_per_second": 640000.0, "misses": NaN,
         "probes": 4},
        {"name": "sort/8", "run_type": "iteration", "real_time": 13.5, "time_unit": "us"},
        {"name": "sort/8_mean", "run_name": "sort/8", "run_type": "aggregate",
         "aggregate_name": "mean", "real_time": 99, "time_unit": "us"},
        {"name": "broken", "run_type": "iteration", "error_occurred": true, "real_time": 1}]}
      """)
    #expect(
      values == [
        "sort/8 | 13.0 | us", "sort/8 items_per_second | 640000.0 | items/s",
        "sort/8 probes | 4.0 | ",
      ])
  }

  @Test func `of aggregates alone the median is read, else the mean`() throws {
    func entry(_ word: String, _ run: String, _ time: Double) -> String {
      """
      {"name": "\(run)_\(word)", "run_name": "\(run)", "run_type": "aggregate",
       "aggregate_name": "\(word)", "iterations": 5, "real_time": \(time), "time_unit": "ns"}
      """
    }
    let list = [
      entry("mean", "A", 10.5), entry("median", "A", 10.25), entry("stddev", "A", 1),
      entry("mean", "B", 7), entry("cv", "B", 0.01),
    ].joined(separator: ",\n")
    #expect(
      try Read.all(#"{"context": {}, "benchmarks": ["# + list + "]}")
        == ["A | 10.25 | ns", "B | 7.0 | ns"])
  }

  @Test func `the table is read with its counters`() throws {
    let table = """
      2026-01-01T10:00:00+00:00
      Running ./bench
      Run on (2 X 2000 MHz CPU s)
      Load Average: 0.10, 0.20, 0.30
      ---------------------------------------------------------------------------
      Benchmark                 Time             CPU   Iterations UserCounters...
      ---------------------------------------------------------------------------
      BM_Copy/64             3.25 ns         3.20 ns    200000000 bytes_per_second=18.5G/s
      BM_Copy/64_mean        9.00 ns         9.00 ns            3 bytes_per_second=1G/s
      BM_Sort_mean           8.50 us         8.40 us            3
      BM_Sort_stddev         0.50 us         0.40 us            3
      """
    #expect(
      try Read.all(table) == [
        "BM_Copy/64 | 3.25 | ns", "BM_Copy/64 bytes_per_second | 18500000000.0 | B/s",
        "BM_Sort | 8.5 | us",
      ])
    #expect(try Read.formats(table) == ["Google Benchmark"])
  }
}
