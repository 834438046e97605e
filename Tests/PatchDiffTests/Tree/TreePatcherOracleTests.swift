import PatchDiff
import TestSupport
import Testing

/// One situation in which appliers differ.
struct Trap: Sendable, CustomTestStringConvertible {
  let name: String
  let base: [String: String]
  let patch: String
  var testDescription: String { name }
}

@Suite struct TreePatcherOracleTests {
  @Test(arguments: Trap.all + Trap.names + Trap.wholeFiles)
  func `a patch applies where git apply does and with the same result`(trap: Trap) throws {
    let oracle = try GitOracle()
    let base = tree(trap.base)
    let expected = try oracle.apply(Array(trap.patch.utf8), to: base)
    let files = try? FileDiff.parse(patch: Array(trap.patch.utf8))
    guard let files, !files.isEmpty else {
      #expect(expected == nil, "git takes what the parser refuses")
      return
    }
    var result = MemoryTree(base)
    let outcome = TreePatcher.apply(files, to: &result)
    #expect(outcome.isApplied == (expected != nil), "\(outcome.rejects)")
    guard let expected, outcome.isApplied else { return }
    result.apply(outcome.updates)
    #expect(result.files == expected)
  }
}

extension Trap {
  private static let middle = """
    diff --git a/f b/f
    --- a/f
    +++ b/f
    @@ -7,7 +7,7 @@ heading
     7
     8
     9
    -10
    +ten
     11
     12
     13

    """

  private static func edit(_ body: String, _ range: String = "-1,3 +1,3") -> String {
    "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ \(range) @@\n" + body
  }

  static let all: [Trap] = [
    Trap(name: "in place", base: ["f": numbers(1...20)], patch: middle),
    Trap(name: "five lines down", base: ["f": "a\nb\nc\nd\ne\n" + numbers(1...20)], patch: middle),
    Trap(name: "five lines up", base: ["f": numbers(6...20)], patch: middle),
    Trap(
      name: "two places, equally far", base: ["f": numbers(7...13) + "x\ny\n" + numbers(7...13)],
      patch: middle),
    Trap(name: "context changed", base: ["f": numbers(1...20, changing: [8: "x"])], patch: middle),
    Trap(
      name: "already applied", base: ["f": numbers(1...20, changing: [10: "ten"])],
      patch: middle),
    Trap(
      name: "carriage returns in the file",
      base: ["f": numbers(1...20).split(separator: "\n").joined(separator: "\r\n")],
      patch: middle),
    Trap(
      name: "carriage returns in both", base: ["f": "a\r\nb\r\nc\r\n"],
      patch: edit(" a\r\n-b\r\n+B\r\n c\r\n")),
    Trap(
      name: "at the start, moved", base: ["f": "x\na\nb\nc\nd\n"],
      patch: edit("-a\n+A\n b\n c\n")),
    Trap(
      name: "at the end, file grew", base: ["f": "a\nb\nc\nd\n"],
      patch: edit(" a\n b\n-c\n+C\n")),
    Trap(
      name: "at the end, in place", base: ["f": "z\na\nb\nc\n"],
      patch: edit(" a\n b\n-c\n+C\n", "-2,3 +2,3")),
    Trap(
      name: "append, file grew", base: ["f": "a\nb\nc\nd\n"],
      patch: edit(" a\n b\n c\n+C\n", "-1,3 +1,4")),
    Trap(
      name: "both sides without newline", base: ["f": "a\nb\nc"],
      patch: edit(" a\n b\n-c\n\\ No newline at end of file\n+C\n\\ No newline at end of file\n")),
    Trap(
      name: "newline added", base: ["f": "a\nb\nc"],
      patch: edit(" a\n b\n-c\n\\ No newline at end of file\n+c\n")),
    Trap(
      name: "newline removed", base: ["f": "a\nb\nc\n"],
      patch: edit(" a\n b\n-c\n+c\n\\ No newline at end of file\n")),
    Trap(
      name: "context without newline", base: ["f": "a\nb\nc"],
      patch: edit("-a\n+A\n b\n c\n\\ No newline at end of file\n")),
    Trap(
      name: "newline expected, missing", base: ["f": "a\nb\nc"], patch: edit(" a\n b\n-c\n+C\n")),
    Trap(
      name: "no newline expected, there", base: ["f": "a\nb\nc\n"],
      patch: edit(" a\n b\n-c\n\\ No newline at end of file\n+C\n")),
    Trap(
      name: "open context inside the file", base: ["f": "a\nb\nc\nd\n"],
      patch: edit("-a\n+A\n b\n c\n\\ No newline at end of file\n")),
    Trap(
      name: "open context before blanks", base: ["f": "a\nb\nc  \nd\n"],
      patch: edit("-a\n+A\n b\n c\n\\ No newline at end of file\n")),
    Trap(name: "blank context stripped", base: ["f": "a\n\nc\n"], patch: edit("-a\n+A\n\n c\n")),
    Trap(
      name: "no context, change", base: ["f": numbers(1...9)],
      patch: edit("-5\n+five\n", "-5 +5")),
    Trap(
      name: "no context, insertion", base: ["f": numbers(1...9)],
      patch: edit("+new\n", "-5,0 +6")),
    Trap(
      name: "no context, last line", base: ["f": numbers(1...9)],
      patch: edit("-9\n+nine\n", "-9 +9")),
    Trap(
      name: "two hunks, both drifted", base: ["f": "x\n" + numbers(1...30)],
      patch: middle + "@@ -20,7 +20,7 @@\n 20\n 21\n 22\n-23\n+xx\n 24\n 25\n 26\n"),
    Trap(
      name: "second hunk fails", base: ["f": numbers(1...30, changing: [23: "y"])],
      patch: middle + "@@ -20,7 +20,7 @@\n 20\n 21\n 22\n-23\n+xx\n 24\n 25\n 26\n"),
    Trap(
      name: "overlapping hunks", base: ["f": numbers(1...30)],
      patch: middle + "@@ -11,4 +11,4 @@\n 11\n 12\n-13\n+xx\n 14\n"),
    Trap(
      name: "hunks out of order", base: ["f": numbers(1...30)],
      patch: edit(" 20\n 21\n-22\n+x\n 23\n", "-20,4 +20,4")
        + "@@ -5,4 +5,4 @@\n 5\n 6\n-7\n+y\n 8\n"),
    Trap(
      name: "garbage before and signature after", base: ["f": numbers(1...20)],
      patch: "---\n f | 2 +-\n 1 file changed\n\n" + middle + "-- \n2.39.5\n\n"),
    Trap(
      name: "long heading", base: ["f": numbers(1...20)],
      patch: middle.replacingHeading(String(repeating: "h", count: 400))),
    Trap(
      name: "hunk ends early", base: ["f": numbers(1...20)],
      patch: edit(" 1\n-2\n+x\n", "-1,5 +1,5")),
    Trap(
      name: "unknown line in hunk", base: ["f": numbers(1...20)],
      patch: edit(" 1\n-2\n*x\n+y\n 3\n")),
    Trap(name: "hunk without change", base: ["f": "a\nb\nc\n"], patch: edit(" a\n b\n c\n")),
    Trap(name: "last line cut", base: ["f": "a\nb\nc\n"], patch: edit(" a\n-b\n+B\n c")),
    Trap(
      name: "fragment without header", base: ["f": "a\nb\nc\n"],
      patch: "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"),
    Trap(name: "empties the file", base: ["f": "a\n"], patch: edit("-a\n", "-1 +0,0")),
    Trap(
      name: "repetitive file",
      base: [
        "f": String(repeating: "a\n", count: 50) + "b\n" + String(repeating: "a\n", count: 50)
      ],
      patch: edit(" a\n a\n-b\n+B\n a\n a\n", "-10,5 +10,5")),
    Trap(name: "into an empty file", base: ["f": ""], patch: edit("+a\n", "-0,0 +1")),
    Trap(
      name: "insertion at the top of a file", base: ["f": "a\nb\n"],
      patch: edit("+x\n", "-0,0 +1")),
    Trap(
      name: "same file twice", base: ["f": numbers(1...20)],
      patch: middle + edit(" 7\n 8\n 9\n-ten\n+TEN\n 11\n 12\n 13\n", "-7,7 +7,7")),
    Trap(
      name: "trailing blanks differ", base: ["f": "a \nb\nc\n"], patch: edit(" a\n-b\n+B\n c\n")),
    Trap(name: "nothing at all", base: ["f": "a\n"], patch: "no diff here\n"),
  ]
}

extension String {
  fileprivate func replacingHeading(_ heading: String) -> String {
    split(separator: "heading", maxSplits: 1).joined(separator: heading)
  }
}
