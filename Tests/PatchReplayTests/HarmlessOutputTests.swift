import Foundation
import TestSupport
import Testing

/// Hostile mail through the commands that show it.
struct HarmlessOutputTests {
  /// A mailbox whose author, subject, message and file name are hostile.
  private static func mailbox(_ scratch: borrowing Scratch) throws -> String {
    // A line feed would end the header, and 0 the text.
    let hostile = String(
      String.UnicodeScalarView(
        HostileText.text.unicodeScalars.filter { $0 != "\u{0}" && $0 != "\r" && $0 != "\u{85}" }))
    return try scratch.file(
      "hostile.mbox",
      """
      From 0 Thu Jan  1 00:00:00 1970
      From: \(hostile) <a@example.org>
      Date: Wed, 19 Sep 2012 20:31:10 +0400
      Subject: [PATCH 1/2] \(hostile)
      Message-ID: <1@example.org>

      \(hostile)
      ---
      diff --git a/x b/x
      --- a/x
      +++ b/x
      @@ -1 +1 @@
      -\(hostile)
      +b

      """)
  }

  @Test(arguments: [["inspect"], ["apply", "--tree"], ["apply"], ["step", "--plain"]])
  func `nothing hostile reaches either output`(command: [String]) throws {
    let scratch = try Scratch()
    let mailbox = try Self.mailbox(scratch)
    let tree = scratch.url.path
    let arguments =
      command[0] == "step"
      ? ["step", mailbox, "--plain"]
      : [command[0], mailbox] + command.dropFirst() + (command.count > 1 ? [tree] : [])
    let finished = try Tools.run(
      Tools.products.appendingPathComponent("patch-replay").path, arguments,
      input: Data("next\nmessage\ndiff\nlog\nfiles\n".utf8))
    let shown = finished.text + finished.errors
    #expect(HostileText.found(in: shown).isEmpty, "\(shown)")
    #expect(!shown.isEmpty)
  }

  @Test(arguments: [["inspect", "x", "--%"], ["replay", "x", "--without", "%"]])
  func `a hostile command line is harmless in what refuses it`(arguments: [String]) throws {
    let finished = try Tools.patchReplay(
      arguments.map { $0.replacing("%", with: "x\u{1B}[31m\u{202E}") })
    #expect(finished.status == 64)
    #expect(HostileText.found(in: finished.errors).isEmpty, "\(finished.errors)")
    #expect(finished.errors.contains("^[[31m<U+202E>"))
    // What the parser lays out in lines stays so.
    #expect(finished.errors.contains("\nUsage: "))
  }

  @Test func `inspect shows the override by its number`() throws {
    let scratch = try Scratch()
    let finished = try Tools.patchReplay("inspect", Self.mailbox(scratch))
    #expect(finished.text.contains("<U+202E>"))
  }

  @Test func `a hostile name of a file is harmless on standard error`() throws {
    let finished = try Tools.patchReplay("inspect", "/nowhere/\u{202E}x\u{1B}[2J\u{E000}")
    #expect(finished.status != 0)
    #expect(finished.errors.contains("<U+202E>x^[[2J<U+E000>"))
  }
}
