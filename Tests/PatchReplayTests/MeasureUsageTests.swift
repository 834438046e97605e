import Foundation
import Testing

/// What `measure` and `doctor` say to a person.
struct MeasureUsageTests {
  @Test(arguments: [
    (["measure"], "--run"),
    (["measure", "--run", "true"], "mailbox or --range"),
    (["measure", "x.mbox", "--run", "true"], "--repo or --tree"),
    (["measure", "--range", "a..b", "--tree", ".", "--run", "true"], "--range goes with --repo"),
    (["measure", "x.mbox", "--tree", "."], "--run"),
    (["measure", "x.mbox", "--tree", ".", "--run", "true", "--env", "X"], "NAME=VALUE"),
    (["measure", "x.mbox", "--tree", ".", "--run", "true", "--fail-on", "x"], "slower:2%"),
    (["measure", "x.mbox", "--tree", ".", "--run", "true", "--pin", "x"], "--pin"),
    (["measure", "x.mbox", "--tree", ".", "--run", " "], "--run '' does not name a command"),
    (
      ["measure", "x.mbox", "--tree", ".", "--run", "true", "--fail-on", "slower:1000%"],
      "from 0 to less than 1000 %"
    ),
    (["replay", "x.mbox", "--lane", "network"], "engine,kernel"),
    (["replay", "x.mbox", "--jobs", "0"], "numbers from 1 to 64, such as 4 or 1,2,4: 0"),
    (["replay", "x.mbox", "--jobs", "2,2"], "different numbers from 1 to 64"),
    (["replay", "x.mbox", "--jobs", "many"], "from 1 to 64, such as 4 or 1,2,4: many"),
    (["help", "nonsense"], "help nonsense: there is no such subcommand"),
    (["help", "aply"], "did you mean `apply`?"),
    (
      ["measure", "x.mbox", "--tree", ".", "--run", "true", "--rounds", "3", "--precision", "1"],
      "--rounds or --precision"
    ),
  ])
  func `a wrong command line is told in one sentence`(
    arguments: [String], sentence: String
  ) throws {
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path, arguments)
    #expect(finished.status == 64)
    #expect(finished.errors.contains(sentence), "\(finished.errors)")
  }

  @Test func `doctor says what each lane needs and what can be seen in an hour`() throws {
    let finished = try Tools.patchReplay("doctor")
    #expect(finished.status == 0, "\(finished.errors)")
    for text in ["engine lane     ready", "kernel lane", "command lane", "ASLR", "in an hour:"] {
      #expect(finished.text.contains(text), "\(text)")
    }
  }
}
