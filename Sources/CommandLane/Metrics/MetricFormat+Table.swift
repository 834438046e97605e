/// The one list of formats.
extension MetricFormat {
  /// Those that are told by what only they print.
  static let known: [MetricFormat] = [
    .googleBenchmark, .hyperfine, .fio, .pyperf, .pytestBenchmark, .criterion, .libtest, .goTest,
    .wrk,
    .apacheBench, .redisBenchmark, .pgbench, .sysbench, .iperf3, .perfStat, .jmh, .benchmarkDotNet,
    .catch2, .googleTest, .gnuTime,
  ]

  /// Those that read what no other has understood, in this order.
  static let general: [MetricFormat] = [.namedJSON, .plainLines]
}
