import Foundation
import Testing

/// Bad input gets the contract's exit code and one clear line, and nothing is written.
struct BadInputTests {
  @Test(arguments: ["run", "replay", "apply"])
  func `mail without a series is refused`(command: String) throws {
    let scratch = try Scratch()
    let mailbox = try scratch.file(
      "input", "From a@b Wed Sep 19 20:31:10 2012\nFrom: A <a@b.org>\nSubject: lunch\n\nAt one?\n")
    let folder = scratch.url.appendingPathComponent("here")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let arguments = [command, mailbox] + (command == "apply" ? ["--repo", "."] : [])
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path, arguments, in: folder)
    #expect(finished.status == 65)
    #expect(finished.errors.contains("no patch series in 1 message"))
    #expect(finished.errors.split(separator: "\n").count == 1)
    #expect(finished.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test(arguments: ["run", "inspect", "replay"])
  func `a file that is not there and a folder of junk are told`(command: String) throws {
    let scratch = try Scratch()
    let missing = try Tools.patchReplay(command, scratch.url.appendingPathComponent("no").path)
    #expect(missing.status == 66)
    #expect(missing.errors.contains("No such file"))
    _ = try scratch.file("junk.txt", "junk")
    let junk = try Tools.patchReplay(command, scratch.url.path)
    #expect(junk.status == 65)
    #expect(junk.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["run", "inspect", "apply", "replay", "kernel", "measure", "trace", "report"])
  func `every command explains itself`(command: String) throws {
    for arguments in [["help", command], [command, "--help"]] {
      let finished = try Tools.run(
        Tools.products.appendingPathComponent("patch-replay").path, arguments)
      #expect(finished.status == 0)
      #expect(finished.text.contains("USAGE: patch-replay \(command)"))
      #expect(finished.errors.isEmpty)
    }
    let wrong = try Tools.patchReplay(command, "--no-such-option")
    #expect(wrong.status == 64)
  }

  @Test(arguments: [
    (["replay", "no.mbox", "--jobs", "1,2", "--lane", "engine,kernel"], "--jobs 1,2 does not go"),
    (["replay", "no.mbox", "--jobs", "2", "--lane", "kernel"], "--jobs 2 does not go"),
    (["kernel", "--jobs", "4"], "--jobs 4 does not go with the kernel lane"),
    (["kernel", "--workload", "metadata"], "--workload metadata does not go with the kernel lane"),
    (
      ["replay", "no.mbox", "--lane", "engine,kernel", "--workload", "readpages:8"],
      "--workload readpages:8 does not go"
    ),
  ])
  func `what the kernel lane cannot do is told in the words that were said`(
    words: [String], sentence: String
  ) throws {
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path, words)
    #expect(finished.status == 64)
    #expect(finished.errors.contains(sentence), "\(finished.errors)")
    #expect(!finished.errors.contains("no.mbox:"))
    #expect(finished.output.isEmpty)
  }

  @Test func `a truncated mail is told with its patch and line`() throws {
    let scratch = try Scratch()
    let whole = try Data(contentsOf: URL(fileURLWithPath: Tools.fixture("fuse-dio-v1.mbox")))
    let mailbox = scratch.url.appendingPathComponent("cut.mbox")
    try whole.prefix(whole.count - 900).write(to: mailbox)
    let inspected = try Tools.patchReplay("inspect", "--json", mailbox.path)
    #expect(inspected.status == 1)
    #expect(inspected.errors.contains("patch 11 (message 12): corrupt patch at line"))
    let out = scratch.url.appendingPathComponent("out")
    let ran = try Tools.patchReplay("run", mailbox.path, "--out", out.path)
    #expect(ran.status == 1)
    #expect(!FileManager.default.fileExists(atPath: out.path))
  }

  @Test func `a shape that is none is told with its line`() throws {
    let good = "{\"op\": \"read\", \"offset\": 0, \"segments\": [[0, 1]]}\n"
    let finished = try Tools.patchReplay(
      "trace", "--shapes", "-", input: Data((good + "\n{\"op\": \"read\"\n").utf8))
    #expect(finished.status == 65)
    #expect(finished.errors.contains("-:3: "))
  }

  @Test(arguments: [
    ["--stage", "12", "--op", "read", "--segments", "0:1"], ["--op", "read", "--segments", "0-1"],
    ["--op", "fly", "--segments", "0:1"], ["--segments", "0:1"], [],
    ["--op", "read", "--segments", "0:1", "--without", "9"],
  ])
  func `trace refuses what makes no sense as usage`(arguments: [String]) throws {
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path, ["trace"] + arguments)
    #expect(finished.status == 64)
    #expect(!finished.errors.isEmpty)
  }

  @Test func `trace says on standard error where a limit counts as a page`() throws {
    let call = ["trace", "--op", "read", "--segments", "0:8192"]
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let low = try Tools.run(program, call + ["--max-read", "1", "--max-write", "4095"])
    let page = try Tools.run(program, call + ["--max-read", "4096"])
    #expect(low.status == 0)
    #expect(
      low.errors == """
        patch-replay: --max-read 1 counts as 4096, one page, as in the kernel
        patch-replay: --max-write 4095 counts as 4096, one page, as in the kernel

        """)
    #expect(page.errors.isEmpty)
    #expect(low.output == page.output)
    #expect(!low.output.isEmpty)
  }
}
