import Foundation
import Testing

/// A mistyped subcommand is no mailbox of that name.
struct CommandGuessTests {
  @Test(arguments: [
    (["aply", "x.mbox", "--repo", "."], "apply"), (["mesure"], "measure"),
    (["aply", "x.mbox", "--branch", "topic"], "apply"), (["inpsect", "x.mbox"], "inspect"),
    (["stpe", "x.mbox"], "step"), (["rnu", "x.mbox"], "run"), (["repaly", "x.mbox"], "replay"),
    (["docter"], "doctor"), (["hlep"], "help"), (["reports", "run.json"], "report"),
  ])
  func `a slip gets the subcommand that is meant`(arguments: [String], command: String) throws {
    let scratch = try Scratch()
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path, arguments, in: scratch.url)
    #expect(finished.status == 66)
    #expect(
      finished.errors
        == "patch-replay: \(arguments[0]): neither a subcommand nor a file; "
        + "did you mean `\(command)`?\n")
  }

  @Test(arguments: ["series", "aply.mbox", "./aply", "metered", "topic"])
  func `another word is a mailbox that is not there`(word: String) throws {
    let scratch = try Scratch()
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path, [word], in: scratch.url)
    #expect(finished.status != 0)
    #expect(!finished.errors.contains("did you mean"))
  }

  @Test func `a file of such a name is a mailbox`() throws {
    let scratch = try Scratch()
    let mailbox = scratch.url.appendingPathComponent("aply")
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: Tools.fixture("broken/missing-patch.mbox")), to: mailbox)
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path, ["aply", "--only", "99"],
      in: scratch.url)
    #expect(!finished.errors.contains("did you mean"))
    #expect(finished.errors.contains("99"))
  }
}
