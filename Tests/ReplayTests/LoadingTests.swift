import Documents
import Failures
import Foundation
import PatchMail
import Testing

@testable import Replay

struct LoadingTests {
  private func failure(_ paths: String..., takesInput: Bool = true) -> Failure? {
    var input = MailInput(paths)
    input.takesInput = takesInput
    do throws(Failure) { _ = try input.read(Told().notices) } catch { return error }
    return nil
  }

  @Test func `a mailbox is read whole`() throws {
    let mails = try MailInput([Fixture.series]).read(Told().notices)
    #expect(mails.mails.count == 12)
    #expect(mails.series.map(\.patches.count) == [11])
  }

  @Test func `a folder gives its mails in the order of the numbers in their names`() throws {
    let scratch = try Scratch()
    let mails = try Fixture.mails("fuse-dio-v2.mbox")
    try #require(mails.count == 12)
    for (number, mail) in mails.enumerated() { try scratch.file("f/\(number).patch", mail) }
    try scratch.file("f/notes.txt", "no mail")
    try scratch.file("f/.hidden.patch", "no mail")
    let read = try MailInput([scratch.path + "/f"]).read(Told().notices)
    #expect(read.series.map(\.isComplete) == [true])
    #expect(
      read.mails.map { ($0.raw.source as NSString).lastPathComponent }
        == (0..<12).map { "\($0).patch" })
  }

  @Test func `a maildir gives the mails of cur and new, whatever their names end with`() throws {
    let scratch = try Scratch()
    for (number, mail) in try Fixture.mails("fuse-dio-v2.mbox").enumerated() {
      try scratch.file(
        "\(number.isMultiple(of: 2) ? "cur" : "new")/\(100 + number).host:2,S", mail)
    }
    try scratch.file("tmp/1", "no mail")
    let read = try MailInput([scratch.path + "/"]).read(Told().notices)
    #expect(read.series.map(\.isComplete) == [true])
    #expect(read.mails.allSatisfy { !$0.raw.source.contains("//") })
  }

  @Test func `a folder without mail is refused`() throws {
    let scratch = try Scratch()
    try scratch.file("notes.txt", "")
    #expect(
      failure(scratch.path)
        == Failure(
          .badInput,
          "\(scratch.path): the folder is not a maildir and holds no .patch, .eml or .mbox files"))
  }

  @Test func `a file that several arguments name is read once`() throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.mbox", String(contentsOfFile: Fixture.series, encoding: .utf8))
    let link = scratch.path + "/b.mbox"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    let told = Told()
    let read = try MailInput([file, link]).read(told.notices)
    #expect(read.mails.count == 12)
    #expect(told.lines == ["note: \(link) is given twice and read once"])
  }

  @Test func `mails count on from file to file`() throws {
    let mails = try MailInput([
      Fixture.path("broken/reply-among.mbox"), Fixture.path("broken/does-not-apply.mbox"),
    ]).read(Told().notices)
    #expect(mails.mails.map(\.raw.index) == Array(1...6))
  }

  @Test func `what is missing, empty or a folder's place is told by its class`() throws {
    let scratch = try Scratch()
    #expect(failure("/nowhere/x.mbox")?.exitClass == .noInput)
    #expect(failure("/dev/null/x.mbox")?.exitClass == .noInput)
    let empty = try scratch.file("empty.mbox", " \n")
    #expect(failure(empty) == Failure(.badInput, "\(empty): the mailbox is empty"))
    #expect(failure("/proc/self/mem")?.exitClass == .inputOutput)
  }

  @Test func `gzip is named, with the way to the mail`() throws {
    let scratch = try Scratch()
    let packed = scratch.path + "/it's.mbox.gz"
    try Data([0x1F, 0x8B, 8, 0]).write(to: URL(fileURLWithPath: packed))
    let quoted = "'" + packed.replacing("'", with: "'\\''") + "'"
    #expect(failure(packed)?.message.hasSuffix("gunzip -c \(quoted) | patch-replay … -") == true)
    #expect(
      failure(packed, takesInput: false)?.message
        .hasSuffix(">'" + packed.dropLast(3).replacing("'", with: "'\\''") + "'") == true)
    // Several files cannot come through standard input.
    #expect(failure(packed, Fixture.series)?.message.contains("| patch-replay") == false)
  }

  private static let foreign: [(name: String, content: String, says: [String])] = [
    (
      "a diff of git", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
      ["a diff without the mail around it", "git format-patch"]
    ),
    (
      "a diff of diff -u", "--- a/x\t2012-09-19\n+++ b/x\t2012-09-19\n@@ -1 +1 @@\n-a\n+b\n",
      ["a diff without the mail"]
    ),
    (
      "a diff of Subversion",
      "Index: x\n===================================================================\n"
        + "--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n", ["a diff without the mail"]
    ),
    (
      "a page of lore",
      "\n<html><head><title>[PATCH 1/2] x</title></head><body>From: A</body></html>",
      ["a web page", "mbox.gz"]
    ),
    (
      "a page of patchwork",
      "\u{FEFF}<!-- saved from url=(0010)https://x/ -->\n<!DoctYPE HTML>\n<html>",
      ["a web page", "patchwork"]
    ),
  ]

  @Test(arguments: foreign.indices)
  func `a diff and a page are named`(index: Int) throws {
    let scratch = try Scratch()
    let (name, content, says) = Self.foreign[index]
    let file = try scratch.file("input", content)
    let refusal = try #require(failure(file), "\(name)")
    #expect(refusal.exitClass == .badInput)
    for text in says + [file] { #expect(refusal.message.contains(text), "\(name)") }
  }

  @Test func `bytes that are no mail make no series`() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/binary"
    try Data((0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 97) })
      .write(to: URL(fileURLWithPath: file))
    #expect {
      try SeriesRequest(MailInput([file])).read(Told().notices)
    } throws: {
      let failure = $0 as? Failure
      return failure?.exitClass == .badInput
        && failure?.message.contains("no patch series") == true
    }
  }

  @Test func `mails behind a diff are read all the same`() throws {
    let scratch = try Scratch()
    let mail = try String(contentsOfFile: Fixture.series, encoding: .utf8)
    let file = try scratch.file("x.mbox", "diff --git a/x b/x\n\n" + mail)
    #expect(try MailInput([file]).read(Told().notices).series.count == 1)
  }

  @Test func `mailboxes are named by the first of them`() {
    #expect(MailInput(["a"]).name == "a")
    #expect(MailInput(["a", "b"]).name == "a and 1 more")
    #expect(MailInput(["a", "b", "c"]).name == "a and 2 more")
  }

  @Test func `a run is told from a mailbox by its first character`() throws {
    let scratch = try Scratch()
    #expect(RunFile.isOne(try scratch.file("a", " \n\t{}")))
    #expect(!RunFile.isOne(try scratch.file("b", "From x\n{")))
    #expect(!RunFile.isOne(try scratch.file("c", "")))
    #expect(!RunFile.isOne(scratch.path))
    #expect(!RunFile.isOne("/nowhere"))
  }

  @Test func `a file that holds no run says where it goes wrong`() throws {
    let scratch = try Scratch()
    let broken = try scratch.file("run.json", "{\"schema\": 1}")
    #expect {
      try RunFile.read(broken)
    } throws: {
      let failure = $0 as? Failure
      return failure?.exitClass == .badInput
        && failure?.message.hasPrefix("\(broken): not a run.json document: ") == true
    }
    #expect(throws: Failure.self) { try RunFile.read(scratch.path + "/none.json") }
  }

  // MARK: inspect

  @Test func `inspect ends badly where a series is damaged`() throws {
    let whole = try InspectRequest(MailInput([Fixture.series])).perform(Told().notices)
    #expect(whole.ending == nil)
    #expect(whole.notes.isEmpty)
    #expect(whole.answer.series.map(\.expected) == [11])
    let missing = try InspectRequest(MailInput([Fixture.path("broken/missing-patch.mbox")]))
      .perform(Told().notices)
    #expect(missing.ending == Failure(.badAnswer, "patch 3/4 is missing"))
  }

  @Test func `mail without a patch is bad input, and is shown`() throws {
    let scratch = try Scratch()
    let file = try scratch.file("x.mbox", "From: A <a@example.org>\nSubject: hello\n\nwords\n")
    let outcome = try InspectRequest(MailInput([file])).perform(Told().notices)
    #expect(outcome.ending == Failure(.badInput, "\(file): no patch series in 1 message"))
    #expect(outcome.answer.messages.count == 1)
  }
}
