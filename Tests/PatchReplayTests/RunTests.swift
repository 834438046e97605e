import Foundation
import Testing

/// The main job, end to end against the real server; figures in time are not asserted.
@Suite(.serialized)
struct RunTests {
  func run(_ arguments: [String]) throws -> Finished {
    try Tools.run(Tools.products.appendingPathComponent("patch-replay").path, arguments)
  }

  @Test func `a run writes run json and prints a table of at most 100 columns`() throws {
    let scratch = try Scratch()
    let out = scratch.url.appendingPathComponent("out")
    let finished = try run([
      Tools.fixture("fuse-dio-v2.mbox"), "--tree", Tools.fixture("fuse-mini"), "--rounds", "6",
      "--seed", "7", "--out", out.path,
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    let lines = finished.text.split(separator: "\n")
    // The files that were written are named whole, so that a person can copy the name.
    #expect(lines.allSatisfy { $0.count <= 100 || $0.contains(out.path) })
    #expect(finished.text.contains("applied 11 of 11 onto the folder"))
    #expect(finished.text.contains("writev:32x4k: claimed 107 → 480 MB/s (×4.49), measured"))
    let data = try Data(contentsOf: out.appendingPathComponent("run.json"))
    try Schema.check(data)
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(document["schema"] as? String == "patch-replay.run/1")
    #expect((document["settings"] as? [String: Any])?["seed"] as? Int == 7)
    let lane = (document["lanes"] as? [String: Any])?["engine"] as? [String: Any]
    let workloads = try #require(lane?["workloads"] as? [[String: Any]])
    #expect(workloads.map { $0["name"] as? String } == ["writev:32x4k", "readv:32x4k"])
    for workload in workloads {
      let stages = try #require(workload["stages"] as? [[String: Any]])
      #expect(stages.map { $0["number"] as? Int } == Array(0...11))
      let counters = stages.compactMap { $0["counters"] as? [String: Double] }
      let requests = counters.compactMap { $0["requests_per_call"] }
      #expect(requests == Array(repeating: 32, count: 10) + [1, 1])
      let pages = counters.compactMap { $0["pages_per_request"] }
      #expect(pages == Array(repeating: 1, count: 10) + [32, 32])
      let arrays = counters.compactMap { $0["array_bytes_per_call"] }
      #expect(arrays[0] == 32 * 256)
      #expect(arrays[1] == 32 * (8 + 256))
      #expect(arrays[9] == 32 * (16 + 512))
      #expect(arrays[11] == 16 + 512)
      #expect(stages.allSatisfy { ($0["samples"] as? [Double])?.count == 6 })
      #expect(stages.allSatisfy { (($0["latency_us"] as? [String: Double])?["p50"] ?? 0) > 0 })
    }
  }

  @Test func `what is left out is not applied, and what then does not apply is said`() throws {
    let scratch = try Scratch()
    let finished = try Tools.patchReplay(
      "run", Tools.fixture("fuse-dio-v2.mbox"), "--tree", Tools.fixture("fuse-mini"), "--without",
      "10", "--rounds", "1", "--workload", "read:4k", "--out", scratch.url.path)
    #expect(finished.status == 1)
    #expect(finished.text.contains("applied 9 of 10 onto the folder"), "\(finished.text)")
    #expect(finished.errors.contains("what is left does not all apply: "), "\(finished.errors)")
    #expect(finished.text.contains("read:4k  MB/s"))
  }

  @Test func `a series whose stages do not fit is shown as it applies`() throws {
    let scratch = try Scratch()
    let finished = try Tools.patchReplay(
      "run", Tools.fixture("fuse-dio-v1.mbox"), "--tree", Tools.fixture("fuse-mini"), "--out",
      scratch.url.path)
    #expect(finished.status == 1)
    #expect(finished.errors.contains("do not fit together"))
    #expect(finished.text.contains("  1  applied  "), "\(finished.text)")
  }

  @Test func `without a base the patches are applied to their own context`() throws {
    let scratch = try Scratch()
    let finished = try run([
      Tools.fixture("fuse-dio-v2-list-copy.mbox"), "--rounds", "6", "--workload", "read:64k",
      "--out", scratch.url.path,
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.contains("applied 11 of 11 onto a base made of their own context"))
  }

  @Test func `a patch left out that none needs is left out`() throws {
    let finished = try run([
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--without", "11", "--rounds", "6", "--json",
      "--workload", "writev:4x4k@512",
    ])
    let document = try finished.json()
    let lane = (document["lanes"] as? [String: Any])?["engine"] as? [String: Any]
    let stages = (lane?["workloads"] as? [[String: Any]])?.first?["stages"] as? [[String: Any]]
    #expect(stages?.map { $0["number"] as? Int } == Array(0...10))
    #expect((document["settings"] as? [String: Any])?["without"] as? [Int] == [11])
    let only = try run([
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--only", "1-3,5", "--rounds", "1",
      "--workload", "read:4k",
    ])
    #expect(
      only.text.hasPrefix(
        "fuse: optimize scatter-gather direct IO, v2: 11 of 11 patches, without patches 4, 6–11\n"))
  }

  @Test func `the last lines are the answer, what was written and the next command`() throws {
    let scratch = try Scratch()
    let arguments = [
      Tools.fixture("fuse-dio-v2.mbox"), "--rounds", "40", "--workload", "writev:32x4k",
    ]
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path, ["run"] + arguments,
      in: scratch.url)
    let last = finished.text.split(separator: "\n").suffix(3).map(String.init)
    try #require(last.count == 3)
    // Thirty-two requests become one: the largest change of all on any machine.
    #expect(last[0].hasPrefix("patch 10 (optimize"), "\(last[0])")
    #expect(
      last.dropFirst() == [
        "written: patch-replay-out/run.json and report.html",
        "next: patch-replay step patch-replay-out/run.json, or open report.html",
      ])
    #expect(last.allSatisfy { $0.count <= 80 })
    let document = try run(["replay", "--only", "1-2", "--json"] + arguments)
    #expect(document.errors.hasSuffix("; then patch-replay step DIR/run.json\n"))
    let lane = (try document.json()["lanes"] as? [String: Any])?["engine"] as? [String: Any]
    let workload = try #require((lane?["workloads"] as? [[String: Any]])?.first)
    #expect(workload["claim"] is NSNull)
    let claim = try #require(workload["unjudged_claim"] as? [String: Any])
    #expect(claim["reason"] as? String == "patches were left out")
  }

  @Test func `both names of the command take the options of both`() throws {
    let scratch = try Scratch()
    let out = scratch.url.appendingPathComponent("out").path
    let options = ["--rounds", "1", "--workload", "read:4k", "--tree", Tools.fixture("fuse-mini")]
    let replayed = try run(
      ["replay", Tools.fixture("fuse-dio-v2.mbox"), "--out", out] + options)
    #expect(replayed.text.contains("applied 11 of 11 onto the folder"), "\(replayed.errors)")
    #expect(FileManager.default.fileExists(atPath: out + "/report.html"))
    let ran = try run(
      ["run", Tools.fixture("fuse-dio-v2.mbox"), "--out", out, "--json", "--lane", "engine"]
        + options + ["--fail-on", "slower:2%"])
    #expect(ran.status == 1)
    #expect(ran.errors.contains("--fail-on slower:2%: cannot be judged"), "\(ran.errors)")
    #expect(try ran.json()["schema"] as? String == "patch-replay.run/1")
  }

  @Test(arguments: ["run", "replay"])
  func `a series that the engine does not know is shown, and that is no bad answer`(
    command: String
  ) throws {
    let scratch = try Scratch()
    let finished = try run([
      command, Tools.fixture("broken/reply-among.mbox"), "--out", scratch.url.path,
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.contains("\nnothing was measured: "))
    #expect(finished.errors.contains("no patch of the series is a stage of the engine"))
  }

  @Test func `a patch left out that another needs is an error that names both`() throws {
    let finished = try run([
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--without", "9", "--rounds", "6",
    ])
    #expect(finished.status == 64)
    #expect(finished.errors.contains("patch 10 (fuse: optimize fuse_get_user_pages())"))
    #expect(finished.errors.contains("needs patch 9 (fuse: pass iov[] to fuse_get_user_pages())"))
  }

  @Test func `only the patches that are named are taken, in their order`() throws {
    let finished = try run([
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--only", "1,9,7-8,10", "--rounds", "6",
      "--json",
      "--workload", "writev:4x4k",
    ])
    let lane = (try finished.json()["lanes"] as? [String: Any])?["engine"] as? [String: Any]
    let stages = (lane?["workloads"] as? [[String: Any]])?.first?["stages"] as? [[String: Any]]
    #expect(stages?.map { $0["patch"] as? Int } == [nil, 1, 9, 7, 8, 10])
    for wrong in [["--only", "12"], ["--without", "0"], ["--only", "3-1"], ["--only", "8"]] {
      let refused = try run(["replay", Tools.fixture("fuse-dio-v2.mbox")] + wrong)
      #expect(refused.status == 64)
    }
  }

  @Test func `a patch that the mailbox lacks and another needs is an error that names both`() throws
  {
    let scratch = try Scratch()
    let whole = try String(contentsOfFile: Tools.fixture("fuse-dio-v2.mbox"), encoding: .utf8)
    let mails = whole.components(separatedBy: "\nFrom ")
    let mailbox = try scratch.file(
      "cut.mbox", mails.filter { !$0.contains("[PATCH v2 09/11]") }.joined(separator: "\nFrom "))
    let finished = try run(["replay", mailbox, "--rounds", "6"])
    #expect(finished.status == 1)
    #expect(finished.errors.contains("patch 10"))
    #expect(finished.errors.contains("needs step 9 (fuse: pass iov[] to fuse_get_user_pages())"))
  }

  @Test func `the letter alone is replayed and says that no diff was seen`() throws {
    let scratch = try Scratch()
    let letter = try scratch.file("letter.txt", Letter.text)
    let inspected = try run(["inspect", "--json", letter])
    let series = try #require((try inspected.json()["series"] as? [[String: Any]])?.first)
    #expect(series["expected"] as? Int == 11)
    #expect((series["patches"] as? [Any])?.isEmpty == true)
    #expect((series["announced"] as? [String])?.count == 11)
    let finished = try run([
      letter, "--rounds", "6", "--out", scratch.url.appendingPathComponent("out").path,
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.replacing("\n    ", with: " ").contains("no diff was seen"))
    #expect(finished.text.contains("readv:32x4k: claimed 120 → 560 MB/s"))
  }

  @Test func `a server that dies is told with its last words`() throws {
    let finished = try run([
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--rounds", "6", "--server",
      "sh -c 'echo the disk is on fire >&2; exit 3' {}",
    ])
    #expect(finished.status == 74)
    #expect(finished.errors.contains("the disk is on fire"))
    #expect(finished.errors.contains("INIT"))
  }
}

/// A cover letter as a web forum shows it: no mail headers, lines run together.
enum Letter {
  static let text = """
    Subject: [PATCH v2 00/11] fuse: optimize scatter-gather direct IO Posted by Paula Poster on \
    Wed, 19 Sep 2012 16:31:10 GMT View Forum Message <> Reply to Message

    Hello,

    one request for each segment is slow; these patches pack them. In MB/sec:

    original / patched writev: ~110 / ~470 readv: ~120 / ~560

    Paula Poster (11):

    fuse: general infrastructure for pages[] of variable size fuse: categorize fuse_get_req() \
    fuse: rework fuse_retrieve()
    fuse: rework fuse_readpages()
    fuse: rework fuse_perform_write()
    fuse: rework fuse_do_ioctl()
    fuse: add per-page descriptor <offset, length> to fuse_req
    fuse: use req->page_descs[] for argpages cases
    fuse: pass iov[] to fuse_get_user_pages()
    fuse: optimize fuse_get_user_pages()
    fuse: optimize __fuse_direct_io()

    --

    Page 1 of 1
    """
}
