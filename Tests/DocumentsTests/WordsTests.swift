import Documents
import Foundation
import Testing

struct WordsTests {
  @Test(arguments: [
    (StopReason.rounds(1), "1 round"), (.rounds(20), "20 rounds"), (.time, "the time allowed"),
    (.precise, "precise enough"), (.interrupted, "interrupted"), (.failure, "failure"),
    (.error, "an error"),
  ])
  func `the reason of a stop is a word of the document`(reason: StopReason, word: String) throws {
    #expect(reason.rawValue == word)
    #expect(StopReason(rawValue: word) == reason)
    let document = try JSONEncoder().encode([reason])
    #expect(String(decoding: document, as: UTF8.self) == "[\"\(word)\"]")
    #expect(try JSONDecoder().decode([StopReason].self, from: document) == [reason])
  }

  @Test(arguments: ["", "rounds", "x rounds", "1 rounds", "20 round", "soon"])
  func `what is no reason of a stop is refused`(word: String) {
    #expect(StopReason(rawValue: word) == nil)
  }

  @Test func `a verdict that no version knows is refused where it stands`() {
    let text = "{\"ratio\": 1, \"low\": 1, \"high\": 1, \"verdict\": \"splendid\"}"
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Comparison.self, from: Data(text.utf8))
    }
  }

  @Test func `the verdicts are written as they always were`() {
    #expect(
      Verdict.allCases.map(\.rawValue) == [
        "faster", "slower", "changed", "tiny but real", "within the layout floor", "suspect",
        "no change", "inconclusive", "more", "fewer", "equal",
      ])
  }

  @Test func `only what says that something changed can be confirmed`() {
    #expect(
      Verdict.allCases.filter(\.isFinding) == [
        .faster, .slower, .changed, .tiny, .suspect, .more, .fewer,
      ])
  }

  @Test func `lanes are keys of an object`() throws {
    let document = try JSONEncoder().encode([LaneKind.kernel: 1])
    #expect(String(decoding: document, as: UTF8.self) == "{\"kernel\":1}")
  }

  @Test func `a number is written as an integer`() throws {
    #expect(String(decoding: try JSONEncoder().encode([PatchNumber(3)]), as: UTF8.self) == "[3]")
    #expect("\(PatchNumber(3)) \(StepNumber(4)) \(StagePlace.base)" == "3 4 0")
    #expect(PatchNumber(2) < PatchNumber(10))
  }

  @Test func `a key that is missing in an earlier document is null`() throws {
    let text =
      "{\"number\": 1, \"counters\": {\"requests_per_call\": 1, \"pages_per_request\": 1, "
      + "\"array_bytes_per_call\": 0, \"metadata_bytes_per_call\": 0, \"allocations_per_call\": 0, "
      + "\"page_pins_per_call\": 0}}"
    let stage = try JSONDecoder().decode(CountedStage.self, from: Data(text.utf8))
    #expect(stage.patch == nil)
    #expect(stage.place == 1)
  }
}
