import Documents
import Presentation
import Testing

struct WarningTests {
  @Test(arguments: [
    (Warning.fewRounds(1), "1 round is too few"), (.fewRounds(3), "3 rounds are too few"),
    (.processesLeft(1), "leaves a process running"), (.processesLeft(2), "leaves 2 processes"),
    (.memoryFloor(bytes: 8_340_000), "below 8.3 MB"),
    (
      .measuredEarlier([1, 2, 4], run: "the run of yesterday"),
      "patches 1–2, 4 were measured by the run of yesterday, and are not measured again"
    ),
    (.measuredEarlier([3], run: "it"), "patch 3 was measured by it, and is not measured again"),
    (
      .equalPrograms([2, 3], read: .changedFile("data")),
      "patches 2, 3 left all programs byte for byte as they were, but the commands read data"
    ),
    (.stageFailed(2, .timedOut, log: "x"), "stage 2 does not end in time: x"),
    (
      .runsFailed(
        1, command: nil, failed: 6, of: 26, FailureChange(verdict: .more, fisherP: 0.0202)),
      "stage 1: 6 of 26 runs failed, which is more often than at the stage before"
    ),
    (.runsFailed(nil, command: "x", failed: 1, of: 1, nil), "stage 0: 1 of 1 run of `x` failed"),
    (.treeChanged(["log", "sub/x"]), "(log, sub/x)"),
  ])
  func `a warning is a sentence with its numbers`(warning: Warning, words: String) {
    #expect(warning.sentence.contains(words), "\(warning.sentence)")
  }
}
