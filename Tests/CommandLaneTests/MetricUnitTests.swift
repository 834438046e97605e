import Documents
import Testing

@testable import CommandLane

struct MetricUnitTests {
  @Test(
    arguments: [
      ("us", "ms", 1e-3), ("µs", "s", 1e-6), ("μs", "us", 1), ("min", "s", 60),
      ("ns/op", "us/op", 1e-3),
      ("ns/iter", "ms/iteration", 1e-6), ("kB", "B", 1000), ("KiB", "B", 1024),
      ("MB/s", "GB/s", 1e-3),
      ("Mbit/s", "MB/s", 0.125), ("Mbps", "kB/s", 125), ("Gbits/sec", "Mbps", 1000),
      ("MBps", "MB/s", 1), ("kb/s", "B/s", 1000), ("Kops/s", "ops/s", 1000),
      ("ops/ms", "ops/s", 1000),
      ("requests per second", "req/s", 1), ("iops", "ops/s", 1), ("GFLOPS", "MFLOPS", 1000),
      ("[#/sec]", "1/s", 1), ("Melem/s", "elem/s", 1e6), ("%", "percent", 1),
      ("req/min", "req/s", 1.0 / 60), ("mbit/s", "kbit/s", 1000), ("mbps", "Mbps", 1),
      ("mbyte", "MB", 1), ("kbit", "mbit", 1e-3),
    ] as [(String, String, Double)])
  func `units of one dimension are converted`(from: String, to: String, factor: Double) throws {
    let value = try #require(MetricUnit(from).converted(3, to: MetricUnit(to)))
    #expect(abs(value - 3 * factor) <= 1e-12 * 3 * factor)
  }

  @Test(arguments: [
    ("s", "MB/s"), ("s", "s/op"), ("MB", "MB/s"), ("", "s"), ("ms", "widgets"), ("%", "s"),
    ("req/s", "MB/s"),
  ])
  func `units of two dimensions are not`(from: String, to: String) {
    #expect(MetricUnit(from).converted(1, to: MetricUnit(to)) == nil)
  }

  @Test(arguments: [
    ("throughput", "MB/s", MetricDirection.higher), ("x", "iops", .higher), ("x", "req/s", .higher),
    ("x", "ms", .lower), ("x", "ps", .lower), ("x", "fps", .higher),
    ("total throughput", "", .higher),
    ("latency", "", .lower), ("requests", "per call", .unknown), ("throughput time", "s", .lower),
    ("x", "Mbps", .higher), ("Requests/sec", "", .higher), ("Iterations/Sec", "", .higher),
    ("Score", "", .higher), ("GFLOPS", "", .higher), ("ops/s", "", .higher), ("tps", "", .higher),
    ("syscalls/op", "", .lower), ("cache hits", "%", .higher), ("cache misses", "%", .lower),
    ("errors per second", "", .lower), ("faults", "1/s", .lower), ("instructions", "", .lower),
    ("memory bandwidth", "MB/s", .higher), ("peak memory", "MB", .lower), ("x", "B/op", .lower),
    ("allocs", "allocs/op", .lower), ("widgets", "", .unknown), ("sent", "MB", .unknown),
    ("items_per_second", "", .higher), ("cost", "", .lower), ("threads", "", .unknown),
    ("p99 latency", "", .lower), ("x", "us/op", .lower), ("x", "ops/ms", .higher),
    ("gc.alloc.rate", "MB/sec", .unknown), ("context-switches", "1/s", .unknown),
    ("syscalls", "calls/s", .unknown), ("requests per sec", "req/s", .higher),
  ])
  func `unit and name tell which way is better, or that nobody knows`(
    name: String, unit: String, expected: MetricDirection
  ) {
    #expect(MetricDirection(name: name, unit: unit) == expected)
  }
}
