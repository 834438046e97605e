import Testing

struct PythonFormatTests {
  @Test func `pyperf's JSON gives one metric a benchmark, the mean of its values`() throws {
    let document = """
      {"benchmarks": [{"metadata": {"name": "work", "loops": 50}, "runs": [
         {"metadata": {"calibrate_loops": 1}, "warmups": [[1, 0.5]]},
         {"values": [0.25, 0.75], "warmups": [[50, 9]]}, {"values": [0.5]}]}],
       "metadata": {"cpu_count": 2, "unit": "second"}, "version": "1.0"}
      """
    #expect(try Read.all(document) == ["work | 0.5 | s"])
    #expect(try Read.formats(document) == ["pyperf"])
  }

  @Test func `pyperf's line is read`() throws {
    #expect(
      try Read.all(".....................\nwork: Mean +- std dev: 121 us +- 3 us\n")
        == ["work | 121.0 | us"])
  }

  @Test func `pytest-benchmark's JSON gives the median of each test`() throws {
    let document = """
      {"machine_info": {"cpu": {"count": 2}}, "benchmarks": [{"name": "test_work",
        "fullname": "test_b.py::test_work", "stats": {"min": 1e-4, "max": 9e-4, "mean": 2e-4,
        "stddev": 1e-5, "rounds": 20, "median": 0.00015, "ops": 6000, "total": 0.004}}],
       "datetime": "2026-01-01", "version": "4.0.0"}
      """
    #expect(try Read.all(document) == ["test_work | 0.00015 | s"])
    #expect(try Read.formats("..\n" + document + "\n2 passed in 0.10s") == ["pytest-benchmark"])
  }

  @Test func `pytest-benchmark's table gives the medians, ratios beside them or not`() throws {
    let table = """
      --------------------------- benchmark: 2 tests ---------------------------
      Name (time in us)        Min                 Max                Mean            StdDev              Median
      --------------------------------------------------------------------------
      test_fast        90.1000 (1.0)      120.0000 (1.0)       95.0000 (1.0)     2.0000 (1.0)      94.5000 (1.0)
      test_slow     1,090.1000 (12.1)   1,120.0000 (9.3)    1,095.0000 (11.5)    2.5000 (1.2)   1,094.2500 (11.6)
      --------------------------------------------------------------------------

      Legend:
        Outliers: 1 Standard Deviation from Mean; 1.5 IQR (InterQuartile Range) from 1st Quartile and 3rd Quartile.
        OPS: Operations Per Second, computed as 1 / Mean
      """
    #expect(try Read.all(table) == ["test_fast | 94.5 | us", "test_slow | 1094.25 | us"])
  }
}
