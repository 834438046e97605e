package import Documents

/// A small run by hand: two patches, two workloads, a claim, a promise kept and a behaviour changed.
package enum SampleRun {
  package static let diff = """
    diff --git a/fs/fuse/file.c b/fs/fuse/file.c
    --- a/fs/fuse/file.c
    +++ b/fs/fuse/file.c
    @@ -1,3 +1,3 @@ static int fuse_get_user_pages(struct fuse_conn *fc)
     {
    -\treturn 1 < 2 && a["x"];
    +\treturn 32;
     }
    """

  package static func counters(_ requests: Double, _ bytes: Double) -> StageCounters {
    StageCounters(
      requestsPerCall: requests, pagesPerRequest: 32 / requests, arrayBytesPerCall: 528,
      metadataBytesPerCall: bytes, allocationsPerCall: requests, pagePinsPerCall: 32)
  }

  package static func patch(_ number: Int, _ subject: String, diff: String = diff) -> PatchSummary {
    PatchSummary(
      number: PatchNumber(number), message: number + 1, subject: subject,
      author: Person(name: "A. Author", email: "a@example.org"),
      date: "Wed, 19 Sep 2012 20:31:10 +0400", body: "Why this is needed.\n",
      trailers: [TrailerSummary(key: "Acked-by", value: "B <b@example.org>", message: 9)],
      files: [
        FileSummary(
          oldPath: "fs/fuse/file.c", newPath: "fs/fuse/file.c", status: .modified, additions: 1,
          deletions: 1, binary: false)
      ],
      additions: 1, deletions: 1, patchID: String(repeating: "a", count: 40),
      stage: StageSummary(
        plan: "fuse-scatter-gather-dio", number: StepNumber(number), step: subject,
        evidence: ["subject"],
        confidence: 1, code: "StageStep(\n  subject: \"…\")"), diff: diff)
  }

  package static func stage(
    _ number: Int, _ title: String, _ samples: [Double], _ previous: Comparison?,
    _ base: Comparison?
  ) -> StageResult {
    let sorted = samples.sorted()
    return StageResult(
      place: StagePlace(number), patch: number == 0 ? nil : PatchNumber(number),
      step: number == 0 ? nil : StepNumber(number), title: title,
      subject: number == 0 ? nil : title,
      design: ["segmentPacking": number == 2 ? "many" : "one", "slots.ioctl": "exact"],
      changed: number == 2 ? ["segmentPacking"] : [],
      promise: number == 0 ? nil : "the same requests", state: .measured,
      median: sorted[sorted.count / 2], low: sorted.first ?? 0, high: sorted.last ?? 0,
      samples: samples, counters: number == 2 ? counters(1, 672) : counters(32, 12_800),
      latencyUs: LatencySummary(
        p50: number == 2 ? 80 : 640, p90: 700, p99: 900, max: Double(4000 - number)),
      cpuUsPerCall: 100.5, vsPrevious: previous, vsBase: base)
  }

  package static func workload(_ name: String, _ titles: [String]) -> WorkloadResult {
    var same = Comparison(ratio: 1.004, low: 0.978, high: 1.031, verdict: .noChange)
    same.equivalence = Equivalence(low: 0.994, high: 1.014)
    let faster = Comparison(ratio: 7.5, low: 7.1, high: 7.9, verdict: .faster)
    var result = WorkloadResult(
      name: name, unit: "MB/s", better: .higher,
      stages: [
        stage(0, "before the series", [100, 101, 99], nil, nil),
        stage(1, titles[0], [100, 102, 99], same, same),
        stage(2, titles[1], [750, 760, 740], faster, faster),
      ],
      attribution: [AttributedChange(patches: [2], ratio: 7.5, low: 7.1, high: 7.9)],
      claim: name == "writev:32x4k"
        ? ClaimResult(
          before: 107, after: 480, ratio: 480 / 107, measured: 7.5, low: 7.1, high: 7.9) : nil)
    result.detectableRatio = 1.023
    return result
  }

  package static func make(
    title: String = "fuse: pack segments",
    subjects: [String] = ["fuse: size vectors", "fuse: pack"], diff: String = diff
  ) -> Run {
    Run(
      series: SeriesSummary(
        index: 0, title: title, version: 2, expected: 2, complete: true, cover: 1,
        author: Person(name: "A. Author", email: "a@example.org"),
        date: "Wed, 19 Sep 2012 20:31:10 +0400", baseCommit: nil, claims: [], announced: [],
        patches: subjects.enumerated().map { patch($0 + 1, $1, diff: diff) }, problems: []),
      apply: ApplyDocument(
        base: ApplyBase(kind: .tree, commit: nil, tree: nil), branch: nil, complete: true,
        patches: []),
      environment: RunEnvironment(
        kernel: "6.1", processor: "p", processors: 2, loadAverage: 0.25, server: "s",
        program: "0.1.0", started: "2026-01-01T00:00:00Z"),
      settings: RunSettings(
        seed: 1, rounds: 3, seconds: nil, without: [],
        workloads: ["writev:32x4k", "readv:32x4k"], bytesPerFile: 2_097_152),
      lanes: [
        .engine: LaneResult(workloads: [
          workload("writev:32x4k", subjects), workload("readv:32x4k", subjects),
        ])
      ],
      counted: CountedResults(
        calls: [
          CountedCall(
            name: "ioctl:4k",
            stages: [
              CountedStage(place: 0, patch: nil, counters: counters(1, 408)),
              CountedStage(place: 1, patch: 1, counters: counters(1, 408)),
              CountedStage(place: 2, patch: 2, counters: counters(1, 152)),
            ])
        ],
        promises: [
          PromiseResult(
            patch: 2, promise: "fewer requests: vectored direct I/O", isKept: true,
            evidence: ["writev:32x4k: 32 → 1 requests"],
            figures: [
              CountedFigure(
                call: "writev:32x4k", path: "vectored direct I/O", unit: "requests", before: 32,
                after: 1)
            ])
        ],
        behaviourChanges: [
          BehaviourChange(
            patch: 2, probe: "write with a fault", before: "20480 bytes", after: "Bad address",
            meaning: "the bytes before the fault are hidden")
        ]), warnings: [])
  }
}
