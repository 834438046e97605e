import Foundation
import Testing

/// What is handed over in the place of mail is named, with the way to the mail.
struct ForeignInputTests {
  private static let diff = """
    diff --git a/x b/x
    --- a/x
    +++ b/x
    @@ -1 +1 @@
    -a
    +b

    """

  @Test(arguments: ["run", "inspect", "apply", "step"])
  func `a diff is named by every command`(command: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("input", Self.diff)
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path,
      [command, file] + (command == "apply" ? ["--repo", "."] : []))
    #expect(finished.status == 65)
    for text in ["a diff without the mail around it", "git format-patch", file] {
      #expect(finished.errors.contains(text), "\(finished.errors)")
    }
    #expect(finished.errors.split(separator: "\n").count == 1)
    #expect(finished.output.isEmpty)
  }

  @Test func `gzip is named, and the advice works`() throws {
    let scratch = try Scratch()
    let mailbox = scratch.url.appendingPathComponent("it's a t.mbox")
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: Tools.fixture("fuse-dio-v2.mbox")), to: mailbox)
    try #require(try Tools.run("gzip", ["-n", mailbox.path]).status == 0)
    let packed = mailbox.path + ".gz"
    let refused = try Tools.patchReplay("inspect", packed)
    #expect(refused.status == 65)
    let advice = try #require(refused.errors.split(separator: "\n").first)
      .components(separatedBy: "unpack it: ")
    try #require(advice.count == 2, "\(refused.errors)")
    let program = Tools.products.appendingPathComponent("patch-replay").path
    let command = advice[1].replacingOccurrences(of: "patch-replay …", with: "\(program) inspect")
    let followed = try Tools.run("sh", ["-c", command])
    #expect(followed.status == 0, "\(followed.errors)")
    #expect(followed.text.contains("11 of 11"))

    let piped = try Tools.patchReplay(
      "inspect", "-", input: try Data(contentsOf: URL(fileURLWithPath: packed)))
    #expect(piped.status == 65)
    #expect(piped.errors.contains("gunzip | patch-replay … -"))

    // The stepper reads its keys from standard input.
    let stepped = try Tools.patchReplay("step", packed)
    #expect(stepped.status == 65)
    let unpack = try #require(stepped.errors.components(separatedBy: "unpack it: ").last)
    #expect(try Tools.run("sh", ["-c", unpack]).status == 0)
    #expect(try Tools.patchReplay("inspect", mailbox.path).status == 0)
  }

  @Test func `a diff in front of mails is junk, as any text there`() throws {
    let scratch = try Scratch()
    let mails = try String(contentsOfFile: Tools.fixture("fuse-dio-v2.mbox"), encoding: .utf8)
    let file = try scratch.file("mails.mbox", Self.diff + mails)
    let finished = try Tools.patchReplay("inspect", file)
    #expect(finished.status == 0, "\(finished.errors)")
  }
}
