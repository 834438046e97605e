import Foundation
import Testing

/// `step` as a person uses it: on a real terminal, with every key.
@Suite(
  .disabled(
    if: TerminalSession.isMissing,
    "SKIPPED, the stepper is not seen on a terminal here: there is no tmux; `make setup-test` installs it"
  ))
struct StepTests {
  static var command: String {
    let program = Tools.products.appendingPathComponent("patch-replay").path
    return "\(program) step \(Tools.fixture("fuse-dio-v2.mbox"))"
  }

  @Test func `every key does what help says of it`() throws {
    let out = try Scratch()
    let terminal = try TerminalSession(
      "\(Self.command) --out \(out.url.path)/reports", width: 100, height: 30)
    try terminal.wait(for: "stage 0/11")
    try terminal.press("n")
    try terminal.wait(for: "stage 1/11")
    try terminal.press("Down", "j")
    try terminal.wait(for: "stage 3/11")
    try terminal.press("p", "Up", "k")
    try terminal.wait(for: "stage 0/11")
    try terminal.press("1", "0")
    try terminal.wait(for: "stage 10/11")
    try terminal.press("G")
    try terminal.wait(for: "stage 11/11")
    try terminal.press("g", "n", "Tab")
    try terminal.wait(for: "[diff]")
    try terminal.wait(for: "diff --git")
    try terminal.press("z")
    try terminal.wait(for: "▸ @@")
    try terminal.press("z", "Space", "NPage", "PPage", "End", "Home", "+", "-", "]", "[", "Enter")
    try terminal.wait(for: "▸ diff --git")
    try terminal.press("Right", "Left", "Tab", "Enter")
    try terminal.wait(for: "1 ┃")
    try terminal.press("Escape", "Tab", "Tab", "Tab", "Tab")
    try terminal.wait(for: "32 segments")
    try terminal.press("BTab", "BTab")
    try terminal.wait(for: "Nothing is measured yet")
    try terminal.press("/")
    try terminal.type("UNIX_PATH")
    try terminal.wait(for: "/UNIX_PATH")
    try terminal.press("BSpace", "Enter")
    try terminal.wait(for: "was not found")
    try terminal.press("w", "m")
    try terminal.wait(for: "nothing is measured yet; r measures")
    try terminal.press("x")
    try terminal.wait(for: "Without 1")
    try terminal.press("x")
    try terminal.wait(for: "all patches are in again")
    try terminal.press("?")
    try terminal.wait(for: "apply the next patch")
    try terminal.press("?", "e")
    try terminal.wait(for: "written to")
    try terminal.press("o")
    try terminal.wait(for: "report.html")
    #expect(FileManager.default.fileExists(atPath: "\(out.url.path)/reports/report.md"))
    try terminal.press("q")
  }

  @Test func `more rounds are measured while the user goes on`() throws {
    let scratch = try Scratch()
    let out = scratch.url.appendingPathComponent("out").path
    let terminal = try TerminalSession(
      "\(Self.command) --out \(out); echo code $?", width: 100, height: 30)
    try terminal.wait(for: "stage 0/11")
    try terminal.press("1", "0", "r")
    try terminal.wait(for: "measuring:")
    try terminal.press("p")
    try terminal.wait(for: "stage 9/11")
    try terminal.wait(for: "100 rounds of patch 10 were measured")
    try terminal.press("n")
    try terminal.wait(for: "100 fresh rounds")
    try terminal.wait(for: "writev:32x4k  ▲ faster  ×")
    try terminal.press("r")
    try terminal.wait(for: "200 fresh rounds")
    try terminal.press("c")
    try terminal.wait(for: "✓ confirmed ×")
    try terminal.press("b", "q")
    try terminal.wait(for: "keep the rounds measured here?")
    try terminal.press("Escape")
    try terminal.press("q", "y")
    try terminal.wait(for: "code 0")
    let kept = try Data(contentsOf: URL(fileURLWithPath: "\(out)/run.json"))
    try Schema.check(kept)
    let document = try #require(JSONSerialization.jsonObject(with: kept) as? [String: Any])
    let later = try #require(document["later_rounds"] as? [[String: Any]])
    #expect(later.map { $0["patch"] as? Int } == [10])
    #expect((later[0]["after"] as? [Double])?.count == 300)
    #expect(later[0]["standing"] as? String == "alone")
    let page = try String(contentsOfFile: "\(out)/report.html", encoding: .utf8)
    #expect(page.contains("Later, patch 10, writev:32x4k, 300 fresh rounds: ×"))
  }

  @Test func `Ctrl-C ends rounds that are measured, and the stepper only after them`() throws {
    let scratch = try Scratch()
    let out = scratch.url.appendingPathComponent("out").path
    let mailbox = Tools.fixture("fuse-dio-v2.mbox")
    let ran = try Tools.patchReplay(
      "replay", mailbox, "--rounds", "40", "--workload", "writev:32x4k", "--json")
    #expect(ran.status == 0, "\(ran.errors)")
    // As many fresh rounds confirm a patch as the run had: these do not end by themselves.
    var document = try ran.json()
    var settings = try #require(document["settings"] as? [String: Any])
    settings["rounds"] = 10_000
    document["settings"] = settings
    let kept = try scratch.file(
      "run.json",
      String(
        decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self))
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let terminal = try TerminalSession(
      "\(program) step \(kept) --out \(out); echo code $?", width: 100, height: 30)
    try terminal.wait(for: "stage 0/11")
    try terminal.press("1", "0", "c")
    try terminal.wait(for: "measuring: round")
    try terminal.press("C-c")
    try terminal.wait(for: "stopped; nothing is confirmed")
    // What was asked for is forgotten: other rounds are measured to their end.
    try terminal.press("p", "r")
    try terminal.wait(for: "100 rounds of patch 9 were measured")
    try terminal.press("C-c")
    try terminal.wait(for: "press q or Ctrl-C again to quit")
    try terminal.press("C-c")
    try terminal.wait(for: "code 130")
  }

  @Test func `a terminal may change its size in the middle`() throws {
    let terminal = try TerminalSession(Self.command, width: 80, height: 24)
    try terminal.wait(for: "stage 0/11")
    try terminal.press("n", "Tab")
    try terminal.resize(width: 200, height: 40)
    try terminal.wait(for: "files  stage  numbers")
    try terminal.resize(width: 50, height: 10)
    try terminal.wait(for: "too small")
    try terminal.resize(width: 60, height: 16)
    try terminal.wait(for: "stage 1/11")
  }

  /// However the stepper ends, the screen and the modes of the terminal are as they were.
  @Test(arguments: ["q", "C-c", "TERM", "HUP", "SEGV", "ILL"])
  func `the terminal is as it was afterwards`(ending: String) throws {
    let own = "\(Self.command) --out \(UUID().uuidString)"
    let terminal = try TerminalSession(
      """
      before=$(stty -g)
      echo first words
      \(own)
      echo last words
      [ "$(stty -g)" = "$before" ] && echo same modes
      """)
    try terminal.wait(for: "stage 0/11")
    let isSignal = ["TERM", "HUP", "SEGV", "ILL"].contains(ending)
    if isSignal {
      _ = try Tools.run("pkill", ["--signal", ending, "-f", own])
    } else {
      try terminal.press(ending)
    }
    let screen = try terminal.wait(for: "same modes")
    #expect(screen.contains("first words") && screen.contains("last words"))
    #expect(!screen.contains("stage 0/11"))
  }

  /// A shell with jobs of its own: elsewhere the kernel drops the signal.
  @Test func `Ctrl-Z gives the terminal back every time`() throws {
    let terminal = try TerminalSession("exec bash --norc --noprofile -i")
    try terminal.wait(for: "$")
    try terminal.type(Self.command)
    try terminal.press("Enter")
    for stage in 0...2 {
      try terminal.wait(for: "stage \(stage)/11")
      try terminal.press("C-z")
      try terminal.wait(for: "Stopped")
      try terminal.type("clear; stty -a | grep -o ' icanon'; fg")
      try terminal.press("Enter")
      try terminal.wait(for: "stage \(stage)/11")
      try terminal.press("n")
    }
    try terminal.wait(for: "stage 3/11")
    try terminal.press("q")
    try terminal.wait(for: " icanon")
  }

  @Test func `a plain terminal, one without colours and one that cannot do it`() throws {
    let plain = try TerminalSession(Self.command, environment: ["LC_ALL": "C"])
    let screen = try plain.wait(for: "stage 0/11")
    #expect(screen.unicodeScalars.allSatisfy { $0.value < 128 })
    let grey = try TerminalSession(Self.command, environment: ["NO_COLOR": "1"])
    try grey.wait(for: "stage 0/11")
    try grey.press("n", "Tab")
    try grey.wait(for: "diff --git")
    #expect(!(try grey.screen(withColours: true).contains("\u{1B}[31m")))
    let dumb = try TerminalSession("\(Self.command); echo code $?", environment: ["TERM": "dumb"])
    try dumb.wait(for: "code 69")
    try dumb.wait(for: "cannot show a full screen")
  }

  @Test func `a hostile series neither breaks the screen nor reaches the terminal`() throws {
    let scratch = try Scratch()
    let evil = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{202E}⚡語"
    let mails = (1...3).map { number in
      """
      From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
      From: A <a@example.org>
      Date: Wed, 19 Sep 2012 20:3\(number):10 +0400
      Subject: [PATCH \(number)/3] area: \(evil) \(number)
      Message-ID: <\(number)@example.org>

      \(evil)
      ---
      diff --git a/f\(number) b/f\(number)
      new file mode 100644
      --- /dev/null
      +++ b/f\(number)
      @@ -0,0 +1,2 @@
      +\(evil)
      +\(String(repeating: "x", count: 100_000))
      --
      2.39.0


      """
    }
    let mailbox = try scratch.file("evil.mbox", mails.joined())
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let terminal = try TerminalSession(
      "\(program) step \(mailbox); echo left", width: 80, height: 24)
    try terminal.wait(for: "stage 0/3")
    try terminal.press("n", "Tab")
    let screen = try terminal.wait(for: "+^[]0;owned^G^[[2J")
    #expect(screen.contains("stage 1/3") && screen.contains("▶✓ 1"))
    try terminal.press(
      "End", "Right", "Tab", "Enter", "Escape", "Tab", "Tab", "Tab", "Tab", "Tab", "2")
    try terminal.wait(for: "stage 2/3")
    try terminal.press("q")
    try terminal.wait(for: "left")
  }

  @Test func `a prompt takes words from a pipe`() throws {
    let finished = try Tools.patchReplay(
      "step", Tools.fixture("fuse-dio-v2.mbox"), "--tree", Tools.fixture("fuse-mini"),
      input: Data("goto 10\nshow stage\nfile fs/fuse/file.c\nx\nquit\n".utf8))
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.text.contains("patch 10, fuse: optimize fuse_get_user_pages()"))
    #expect(finished.text.contains("oneSegmentPerRequest → manySegmentsPerRequest"))
    #expect(finished.text.contains("10 ┃"))
    #expect(finished.text.contains("Without 10"))
  }

  @Test func `an export never takes the place of what another run measured`() throws {
    let scratch = try Scratch()
    let out = scratch.url.appendingPathComponent("out").path
    let mailbox = Tools.fixture("fuse-dio-v2.mbox")
    let ran = try Tools.patchReplay(
      "run", mailbox, "--rounds", "6", "--workload", "read:4k", "--out", out)
    #expect(ran.status == 0, "\(ran.errors)")
    let own = try Tools.patchReplay(
      "step", "\(out)/run.json", "--out", out, input: Data("export\n".utf8))
    #expect(own.text.contains("written to \(out): run.json"), "\(own.text)")
    let kept = try Data(contentsOf: URL(fileURLWithPath: "\(out)/run.json"))
    let page = try Data(contentsOf: URL(fileURLWithPath: "\(out)/report.html"))
    let other = try Tools.patchReplay(
      "step", mailbox, "--out", "\(out)/", input: Data("export\nreport\nexport\n".utf8))
    #expect(
      other.text.contains(
        "written to \(out)-2, as \(out)/ holds another run's measurements: run.json"),
      "\(other.text)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(out)/run.json")) == kept)
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(out)/report.html")) == page)
    #expect(FileManager.default.fileExists(atPath: "\(out)-2/run.json"))
    #expect(!FileManager.default.fileExists(atPath: "\(out)-3"))
  }

  @Test func `where nothing was found there is nothing to confirm`() throws {
    let scratch = try Scratch()
    let ran = try Tools.patchReplay(
      "replay", Tools.fixture("fuse-dio-v2.mbox"), "--rounds", "6", "--workload", "writev:32x4k",
      "--json")
    var document = try ran.json()
    var lanes = try #require(document["lanes"] as? [String: [String: Any]])
    var workloads = try #require(lanes["engine"]?["workloads"] as? [[String: Any]])
    var stages = try #require(workloads[0]["stages"] as? [[String: Any]])
    var change = try #require(stages[3]["vs_previous"] as? [String: Any])
    change["verdict"] = "inconclusive"
    stages[3]["vs_previous"] = change
    workloads[0]["stages"] = stages
    lanes["engine"]?["workloads"] = workloads
    document["lanes"] = lanes
    let kept = try scratch.file(
      "run.json",
      String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self))
    let finished = try Tools.patchReplay(
      "step", kept, "--out", scratch.url.appendingPathComponent("out").path,
      input: Data("goto 3\nconfirm\nmeasure\nexport\n".utf8))
    #expect(
      finished.text.contains("nothing to confirm: "), "\(finished.text)")
    #expect(!finished.text.contains("confirmed"))
    #expect(finished.text.contains("written with the rounds measured here to "))
  }
}
