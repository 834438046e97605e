import Testing

/// Formats of programs that load servers, disks and machines.
struct ServerFormatTests {
  @Test func `wrk's report is read`() throws {
    let output = """
      Running 1s test @ http://127.0.0.1:7798/i
        1 threads and 2 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     2.44ms    3.79ms  33.69ms   91.46%
          Req/Sec     1.23k   377.42     1.97k    70.00%
        Latency Distribution
           50%    0.97ms
           75%    2.78ms
           99%   21.08ms
        1225 requests in 1.00s, 241.84KB read
      Requests/sec:   1224.74
      Transfer/sec:    241.79KB
      """
    #expect(
      try Read.all(output) == [
        "latency mean | 2.44 | ms", "latency p50 | 0.97 | ms", "latency p99 | 21.08 | ms",
        "requests per second | 1224.74 | req/s", "transfer rate | 241.79 | KiB/s",
      ])
  }

  @Test func `ab's report is read, and not what describes the test`() throws {
    let output = """
      Server Port:            7798
      Document Length:        3 bytes
      Concurrency Level:      1
      Time taken for tests:   0.052 seconds
      Complete requests:      50
      Failed requests:        0
      Total transferred:      10100 bytes
      Requests per second:    968.64 [#/sec] (mean)
      Time per request:       4.032 [ms] (mean)
      Time per request:       1.032 [ms] (mean, across all concurrent requests)
      Transfer rate:          191.08 [Kbytes/sec] received
        50%      1
        99%      9
       100%      9 (longest request)
      """
    #expect(
      try Read.all(output) == [
        "failed requests | 0.0 | ", "requests per second | 968.64 | req/s",
        "time per request | 4.032 | ms", "transfer rate | 191.08 | KiB/s",
        "latency p50 | 1.0 | ms", "latency p99 | 9.0 | ms",
      ])
  }

  @Test func `redis-benchmark's three outputs are read alike`() throws {
    let csv = """
      "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
      "SET","42553.19","0.756","0.184","0.727","1.111","1.631","2.879"
      """
    let report = """
      ====== SET ======
        2000 requests completed in 0.04 seconds
        multi-thread: no

      50.000% <= 0.583 milliseconds (cumulative count 1009)

      Summary:
        throughput summary: 42553.19 requests per second
        latency summary (msec):
                avg       min       p50       p95       p99       max
              0.593     0.032     0.727     0.903     1.631     1.623
      """
    let expected = [
      "SET | 42553.19 | req/s", "SET latency p50 | 0.727 | ms", "SET latency p99 | 1.631 | ms",
    ]
    #expect(try Read.all(csv) == expected)
    #expect(try Read.all(report) == expected)
    let quiet =
      "SET: rps=0.0 (overall: 0.0) avg_msec=-nan (overall: -nan)\r"
      + "SET: 42553.19 requests per second, p50=0.727 msec\r\n"
    #expect(try Read.all(quiet) == Array(expected.prefix(2)))
  }

  @Test func `pgbench's rate and latency are read, of old versions without the connecting`() throws
  {
    let output = """
      transaction type: <builtin: TPC-B (sort of)>
      scaling factor: 1
      number of transactions actually processed: 10000/10000
      latency average = 11.013 ms
      initial connection time = 45.758 ms
      tps = 85.184871 (including connections establishing)
      tps = 85.296346 (excluding connections establishing)
      """
    #expect(
      try Read.all(output) == ["latency average | 11.013 | ms", "tps | 85.296346 | tps"])
  }

  @Test func `sysbench's reports are read`() throws {
    let processor = """
      sysbench 1.0.20 (using system LuaJIT 2.1.0-beta3)
      Number of threads: 1
      CPU speed:
          events per second:  1620.52
      General statistics:
          total time:                          1.0058s
      Latency (ms):
               min:                                    0.22
               avg:                                    0.61
               95th percentile:                        4.25
               sum:                                  998.21
      Threads fairness:
          execution time (avg/stddev):   0.9982/0.00
      """
    #expect(
      try Read.all(processor) == [
        "events per second | 1620.52 | 1/s", "latency mean | 0.61 | ms", "latency p95 | 4.25 | ms",
      ])
    let memory = """
      sysbench 1.0.20 (using system LuaJIT 2.1.0-beta3)
      Total operations: 102400 (4206310.15 per second)
      100.00 MiB transferred (4107.72 MiB/sec)
      General statistics:
      """
    #expect(
      try Read.all(memory) == [
        "operations per second | 4206310.15 | 1/s", "memory throughput | 4107.72 | MiB/s",
      ])
  }

  @Test func `iperf3's sums are read`() throws {
    let document = """
      {"start": {"timestamp": {"timesecs": 1}}, "intervals": [{"sum": {"bits_per_second": 1}}],
       "end": {"sum_sent": {"bits_per_second": 14630.5, "retransmits": 3},
        "sum_received": {"bits_per_second": 14572.25},
        "cpu_utilization_percent": {"host_total": 14}}}
      """
    #expect(
      try Read.all(document) == [
        "sent | 14630.5 | bit/s", "retransmits | 3.0 | ", "received | 14572.25 | bit/s",
      ])
  }

  @Test func `perf's lines are read from standard error, and what was not counted is not`() throws {
    let errors = """
      12.34,msec,task-clock:u,12340000,100.00,0.98,CPUs utilized
      <not supported>,,cycles:u,0,100.00,,
      1234567,,instructions:u,12340000,100.00,1.23,insn per cycle
      """
    #expect(
      try Read.all("done\n", errors: errors)
        == ["task-clock:u | 12.34 | msec", "instructions:u | 1234567.0 | "])
  }

  @Test func `fio's rates are read, and percentiles where there are requests enough`() throws {
    let values = try Read.all(
      """
      note: both iodepth >= 1 and synchronous I/O engine are selected
      {"fio version": "fio-3.33", "jobs": [{"jobname": "rand", "read": {"iops": 250.5,
       "bw_bytes": 1026048, "total_ios": 500, "clat_ns": {"percentile":
       {"50.000000": 4000, "99.000000": 9000}}}, "write": {"iops": 0.0}}]}
      """)
    #expect(
      values == [
        "rand read iops | 250.5 | iops", "rand read bandwidth | 1026048.0 | B/s",
        "rand read latency p50 | 4000.0 | ns",
      ])
  }

  @Test func `hyperfine's JSON is taken before its text, and its text is known as such`() throws {
    let text = """
      Benchmark 1: ./prog
        Time (mean ± σ):      12.3 ms ±   0.4 ms    [User: 10.0 ms, System: 1.0 ms]
        Range (min … max):    11.9 ms …  13.1 ms    3 runs
      """
    let json = #"{"results": [{"command": "./prog", "mean": 0.5, "median": 0.4, "times": [0.4]}]}"#
    #expect(try Read.all(text) == ["./prog | 12.3 | ms"])
    #expect(try Read.formats(text) == ["hyperfine"])
    #expect(try Read.all(text + "\n" + json) == ["./prog | 0.4 | s"])
  }

  @Test func `GNU time's report is read, and the benchmark's own line beside it`() throws {
    let errors = """
      \tCommand being timed: "./x"
      \tUser time (seconds): 0.50
      \tSystem time (seconds): 0.00
      \tElapsed (wall clock) time (h:mm:ss or m:ss): 1:01.50
      \tMaximum resident set size (kbytes): 980
      \tPage size (bytes): 4096
      """
    #expect(
      try Read.all("throughput: 5 MB/s", errors: errors) == [
        "throughput | 5.0 | MB/s", "time in user mode | 0.5 | s", "elapsed time | 61.5 | s",
        "maximum resident set | 980.0 | KiB",
      ])
  }
}
