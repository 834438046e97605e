import Documents
import Presentation
import TestSupport
import Testing

/// The sentence that a run comes down to, and the last lines of the program.
struct AnswerTests {
  /// The sample run with one workload, whose second patch does what is asked for.
  private func run(
    title: String = "fuse: pack", _ change: (inout WorkloadResult) -> Void = { _ in }
  ) -> Run {
    var run = SampleRun.make(subjects: ["fuse: size vectors", title])
    var workload = SampleRun.workload("writev:32x4k", ["fuse: size vectors", title])
    change(&workload)
    run.lanes = [.engine: LaneResult(workloads: [workload])]
    run.counted = nil
    return run
  }

  private func compared(_ low: Double, _ high: Double, _ verdict: Verdict) -> Comparison {
    Comparison(ratio: (low * high).squareRoot(), low: low, high: high, verdict: verdict)
  }

  @Test func `the strongest change is told with its patch, and how many more there are`() {
    #expect(
      AnswerWords.sentence(run()) == "patch 2 (pack) is faster: writev:32x4k ×7.50 [7.10, 7.90]")
    let two = run { workload in
      workload.attribution.append(
        AttributedChange(patches: [1], ratio: 0.05, low: 0.04, high: 0.06))
    }
    #expect(
      AnswerWords.sentence(two)
        == "patch 1 (size vectors) is slower: writev:32x4k ×0.05 [0.04, 0.06]; 1 more change")
    // One patch in two workloads is one change.
    #expect(!AnswerWords.sentence(SampleRun.make()).contains("more"))
  }

  @Test func `a long title is shortened, figures are not`() {
    let title = "fuse: " + String(repeating: "pack segments and ", count: 20)
    let short = AnswerWords.sentence(run(title: title), columns: 80)
    #expect(short.columns <= 80 && short.contains("… is") == false)
    #expect(short.hasPrefix("patch 2 (pack segments and "))
    #expect(short.hasSuffix("…) is faster: writev:32x4k ×7.50 [7.10, 7.90]"), "\(short)")
    #expect(AnswerWords.sentence(run(title: title)).contains(title.dropFirst(6)))
  }

  @Test func `what may be any of several patches names none of them`() {
    let suspects = run {
      $0.attribution = [AttributedChange(patches: [1, 2], ratio: 1.2, low: 1.1, high: 1.3)]
    }
    #expect(
      AnswerWords.sentence(suspects)
        == "one of patches 1–2 is faster: writev:32x4k +20.0 % [+10.0, +30.0]")
  }

  @Test func `what fresh rounds deny comes last, and is told so`() {
    func confirmed(_ holds: Bool) -> Run {
      run { workload in
        workload.stages[2].vsPrevious?.confirmed = Confirmation(
          holds: holds, rounds: 12, ratio: 1, low: 0.9, high: 1.1, signedRankP: 0.5)
      }
    }
    #expect(AnswerWords.sentence(confirmed(true)).hasSuffix(", confirmed"))
    var doubted = confirmed(false)
    #expect(AnswerWords.sentence(doubted).hasSuffix(", not confirmed"))
    doubted.lanes[.engine]?.workloads[0].attribution.append(
      AttributedChange(patches: [1], ratio: 1.1, low: 1.05, high: 1.15))
    #expect(AnswerWords.sentence(doubted).hasPrefix("patch 1 (size vectors) is faster"))
  }

  @Test func `where no patch changed anything the largest change that may be hidden is told`() {
    let none = run { workload in
      workload.attribution = []
      workload.stages[1].vsPrevious = compared(0.969, 1.012, .noChange)
      workload.stages[2].vsPrevious = compared(0.99, 1.021, .inconclusive)
    }
    #expect(AnswerWords.sentence(none) == "no patch changed writev:32x4k by more than 3.1 %")
    var noisy = none
    noisy.lanes[.engine]?.workloads[0].stages[2].vsPrevious = compared(0.1, 2900, .inconclusive)
    #expect(
      AnswerWords.sentence(noisy)
        == "too noisy to tell: changes of more than ±50 % to writev:32x4k cannot be excluded")
    var mixed = none
    mixed.lanes[.engine]?.workloads +=
      noisy.lanes[.engine]?.workloads.map { workload in
        var other = workload
        other.name = "readv:32x4k"
        return other
      } ?? []
    #expect(
      AnswerWords.sentence(mixed, columns: 80)
        == "no patch changed writev:32x4k by more than 3.1 %; readv:32x4k: too noisy to tell")
  }

  @Test func `what the kernel counted is no headline, and is not denied by it`() {
    var beside = run { workload in
      workload.attribution = []
      workload.stages[1].vsPrevious = compared(0.969, 1.012, .noChange)
      workload.stages[2].vsPrevious = compared(0.99, 1.021, .noChange)
    }
    var counted = SampleRun.workload("minor faults", ["fuse: size vectors", "fuse: pack"])
    counted.family = .secondary
    counted.attribution = [AttributedChange(patches: [2], ratio: 1.15, low: 1.1, high: 1.2)]
    beside.lanes[.engine]?.workloads.append(counted)
    #expect(
      AnswerWords.sentence(beside).hasSuffix("by more than 3.1 %; beside it, minor faults changed"))
  }

  @Test func `the counts of the patch that is told lead, in few words where columns are few`() {
    var run = run()
    run.counted = SampleRun.make().counted
    #expect(
      AnswerWords.sentence(run)
        == "patch 2 (pack) is faster: 32 → 1 requests for vectored direct I/O; "
        + "writev:32x4k ×7.50 [7.10, 7.90]")
    #expect(
      AnswerWords.sentence(run, columns: 80)
        == "patch 2 (pack) is faster: 32 → 1 requests, writev:32x4k ×7.50 [7.10, 7.90]")
    run.lanes[.engine]?.workloads[0].attribution.append(
      AttributedChange(patches: [1], ratio: 1.2, low: 1.1, high: 1.3))
    run.lanes[.engine]?.workloads[0].stages[2].subject = "pack segments of vectors"
    #expect(
      AnswerWords.sentence(run, columns: 80)
        == "patch 2 (pack segments …) is faster: 32 → 1 requests, writev:32x4k ×7.50; 1 more")
  }

  @Test func `where only counts changed they are the answer, with what the throughput may hide`() {
    var none = run { workload in
      workload.attribution = []
      workload.stages[1].vsPrevious = compared(0.969, 1.012, .noChange)
      workload.stages[2].vsPrevious = compared(0.99, 1.021, .noChange)
    }
    none.counted = SampleRun.make().counted
    #expect(
      AnswerWords.sentence(none)
        == "patch 2 (pack): 32 → 1 requests for vectored direct I/O; no patch changed "
        + "writev:32x4k by more than 3.1 %")
    #expect(
      AnswerWords.sentence(none, columns: 80)
        == "patch 2 (pack): 32 → 1 requests for vectored direct I/O; throughput in ±3.1 %")
    none.counted?.promises[0].isKept = false
    #expect(AnswerWords.sentence(none) == "no patch changed writev:32x4k by more than 3.1 %")
  }

  @Test func `equal programs cannot differ, and what building again changes is no patch's`() {
    let equal = run { workload in
      workload.attribution = []
      workload.stages[1].vsPrevious = compared(0.5, 2, .noChange)
      workload.stages[1].vsPrevious?.reason = .equalPrograms
      workload.stages[2].vsPrevious = compared(0.99, 1.01, .noChange)
    }
    #expect(AnswerWords.sentence(equal) == "no patch changed writev:32x4k by more than 1.0 %")
    let floor = run { workload in
      workload.attribution = [AttributedChange(patches: [2], ratio: 1.03, low: 1.02, high: 1.04)]
      workload.stages[1].vsPrevious = compared(0.99, 1.01, .noChange)
      workload.stages[2].vsPrevious = compared(1.02, 1.04, .withinLayoutFloor)
    }
    #expect(AnswerWords.sentence(floor) == "no patch changed writev:32x4k by more than 4.0 %")
  }

  @Test func `patches without figures are counted`() {
    let lacking = run { workload in
      workload.stages[1].state = .unbuildable
      workload.stages[1].vsPrevious = nil
    }
    #expect(AnswerWords.sentence(lacking).hasSuffix("; 1 not measured"))
  }

  @Test func `where nothing was compared or measured, the reason is told`() {
    let few = run { workload in
      workload.attribution = []
      for index in workload.stages.indices {
        workload.stages[index].vsPrevious = nil
        workload.stages[index].vsBase = nil
      }
    }
    #expect(AnswerWords.sentence(few).hasPrefix("nothing was compared: 3 rounds are too few"))
    var nothing = few
    nothing.lanes = [:]
    #expect(
      AnswerWords.sentence(nothing) == "nothing was measured: applied 0 of 0 onto the folder")
    nothing.apply = nil
    #expect(AnswerWords.sentence(nothing) == "nothing was measured: read 2 patches")
  }

  @Test func `a number that never varies is told where no other figure changed`() {
    let exact = run { workload in
      workload.family = .exact
      workload.unit = "steps"
      workload.stages[2].median = 110
    }
    #expect(
      AnswerWords.sentence(exact)
        == "patch 2 (pack) is faster: writev:32x4k 100 → 110 steps, exactly")
  }

  @Test func `the kernel alone is told by its two calls`() {
    var kernel = run()
    kernel.lanes = [
      .kernel: LaneResult(workloads: [SampleRun.workload("writev:32x4k", ["a", "b"])])
    ]
    #expect(
      AnswerWords.sentence(kernel)
        == "running kernel, writev:32x4k: one call for the vector is ×7.50 [7.10, 7.90] of one a "
        + "segment")
  }

  // MARK: last lines

  @Test func `the last lines are the answer, the files and the next command`() {
    #expect(
      EndWords.of(run(), in: "patch-replay-out", files: ["run.json", "report.html"]) == [
        "patch 2 (pack) is faster: writev:32x4k ×7.50 [7.10, 7.90]",
        "written: patch-replay-out/run.json and report.html",
        "next: patch-replay step patch-replay-out/run.json, or open report.html",
      ])
    let nothing = EndWords.of(run(), in: nil, files: [])
    #expect(nothing.dropFirst().first == "written: nothing" && nothing.count == 3)
    let quoted = EndWords.of(run(), in: "my runs", files: ["run.json"])
    #expect(quoted.last == "next: patch-replay step 'my runs/run.json'")
    let long = "/" + String(repeating: "d", count: 62)
    #expect(
      EndWords.of(run(), in: long, files: ["run.json", "report.html"]).dropFirst() == [
        "written: \(long)", "next: patch-replay step \(long)/run.json",
      ])
    var read = run()
    read.lanes = [:]
    #expect(EndWords.of(read, in: "x", files: ["run.json"]).last?.contains("measure") == true)
  }

  @Test func `a word for a shell is quoted only where one would act on it`() {
    #expect(ShellWord.quoted("a/b-1.json") == "a/b-1.json" && ShellWord.quoted("größe") == "größe")
    #expect(ShellWord.quoted("a b") == "'a b'" && ShellWord.quoted("") == "''")
    #expect(ShellWord.quoted("it's") == #"'it'\''s'"#)
  }
}
