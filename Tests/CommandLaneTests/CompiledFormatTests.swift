import Testing

/// Formats of the harnesses of compiled languages.
struct CompiledFormatTests {
  @Test func `criterion's estimate is read, a long name from the line before`() throws {
    let output = """
      fib 20                  time:   [26.029 µs 26.251 µs 26.505 µs]
                              thrpt:  [37.7 Melem/s 38.1 Melem/s 38.4 Melem/s]
                              change: [-0.5% +0.1% +0.9%] (p = 0.58 > 0.05)
      a_group/with a name that is long
                              time:   [1.1000 ms 1.2000 ms 1.3000 ms]
      Found 4 outliers among 100 measurements (4.00%)
      """
    #expect(
      try Read.all(output) == [
        "fib 20 | 26.251 | µs", "fib 20 throughput | 38.1 | Melem/s",
        "a_group/with a name that is long | 1.2 | ms",
      ])
  }

  @Test func `libtest's lines are read`() throws {
    let output = """
      running 2 tests
      test tests::bench_copy ... bench:       1,234 ns/iter (+/- 56) = 829 MB/s
      test tests::checks     ... ok
      test result: ok. 1 passed; 0 failed; 0 ignored; 1 measured; 0 filtered out
      """
    #expect(
      try Read.all(output) == [
        "tests::bench_copy | 1234.0 | ns/iter", "tests::bench_copy throughput | 829.0 | MB/s",
      ])
  }

  @Test func `go's lines are read with all their pairs`() throws {
    let output = """
      goos: linux
      pkg: example.org/x
      cpu: Some CPU @ 2.00GHz
      BenchmarkCopy/size-64-2   \t 5000000\t       250.5 ns/op\t 255.5 MB/s\t      12 B/op\t       1 allocs/op
      BenchmarkWait-2           \t      10\t 100000000 ns/op
      PASS
      ok  \texample.org/x\t1.532s
      """
    #expect(
      try Read.all(output) == [
        "BenchmarkCopy/size-64-2 | 250.5 | ns/op", "BenchmarkCopy/size-64-2 MB/s | 255.5 | MB/s",
        "BenchmarkCopy/size-64-2 B/op | 12.0 | B/op",
        "BenchmarkCopy/size-64-2 allocs/op | 1.0 | allocs/op",
        "BenchmarkWait-2 | 100000000.0 | ns/op",
      ])
  }

  @Test func `JMH's scores are read with their parameters, and a rate by its unit`() throws {
    let document = """
      # Run complete.
      [{"jmhVersion": "1.37", "benchmark": "org.example.Sort.quick", "mode": "thrpt",
        "params": {"size": "100"}, "primaryMetric": {"score": 12.5, "scoreError": "NaN",
        "scoreUnit": "ops/ms", "rawData": [[12.5]]}, "secondaryMetrics": {
        "gc.alloc.rate.norm": {"score": 48, "scoreUnit": "B/op"}}}]
      """
    #expect(
      try Read.all(document) == [
        "Sort.quick size=100 | 12.5 | ops/ms",
        "Sort.quick size=100 gc.alloc.rate.norm | 48.0 | B/op",
      ])
  }

  @Test func `BenchmarkDotNet's medians and allocations are read`() throws {
    let document = """
      {"Title": "X", "HostEnvironmentInfo": {"ProcessorName": "p"}, "Benchmarks": [
        {"DisplayInfo": "Md5: Hash", "Type": "Md5", "Method": "Hash", "Parameters": "N=10",
         "Statistics": {"N": 15, "Mean": 101.5, "Median": 100.5},
         "Memory": {"BytesAllocatedPerOperation": 40}}]}
      """
    #expect(
      try Read.all(document)
        == ["Md5.Hash N=10 | 100.5 | ns", "Md5.Hash N=10 allocated | 40.0 | B/op"])
  }

  @Test func `Catch2's means are read from XML and from its table`() throws {
    let xml = """
      <BenchmarkResults name="sort &amp; merge" samples="100" iterations="1" estimatedDuration="2e6">
        <mean value="26.2" lowerBound="26" upperBound="27" ci="0.95"/>
        <standardDeviation value="1.5" lowerBound="1" upperBound="2" ci="0.95"/>
      </BenchmarkResults>
      """
    #expect(try Read.all(xml) == ["sort & merge | 26.2 | ns"])
    let table = """
      benchmark name                       samples       iterations    est run time
                                           mean          low mean      high mean
                                           std dev       low std dev   high std dev
      -------------------------------------------------------------------------------
      sort 20 items                                  100             1     2.6136 ms
                                              26.2 us       26.0 us       26.7 us
                                               1.5 us        1.2 us        2.0 us
      """
    #expect(try Read.all(table) == ["sort 20 items | 26.2 | us"])
  }

  @Test func `GoogleTest's times are read from both of its files`() throws {
    let json = """
      {"tests": 2, "time": "0.037s", "name": "AllTests", "testsuites": [{"name": "Sort",
        "testsuite": [{"name": "Big", "status": "RUN", "time": "0.035s", "classname": "Sort"},
         {"name": "Tiny", "status": "RUN", "time": "0s", "classname": "Sort"}]}]}
      """
    let xml = """
      <testsuites tests="2" failures="0" time="0.037" name="AllTests">
        <testsuite name="Sort" tests="2" time="0.036">
          <testcase name="Big" status="run" time="0.035" classname="Sort" />
          <testcase name="Tiny" status="run" time="0." classname="Sort" />
        </testsuite>
      </testsuites>
      """
    let expected = ["all tests | 0.037 | s", "Sort.Big | 0.035 | s"]
    #expect(try Read.all(json) == expected)
    #expect(try Read.all(xml) == expected)
  }
}
