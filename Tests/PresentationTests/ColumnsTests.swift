import Presentation
import Testing

/// Text in columns of a terminal.
struct ColumnsTests {
  @Test(arguments: [(12.0, "12"), (-3.0, "-3"), (0.1, "0.1"), (1234567.25, "1234567.25")])
  func `a number is written in as few digits as tell it`(value: Double, text: String) {
    #expect(Columns.exact(value) == text)
  }

  @Test func `one is not many`() {
    #expect(Columns.counted(1, "round") == "1 round")
    #expect(Columns.counted(0, "round") == "0 rounds")
  }

  @Test(arguments: [
    "plain words in a row", "語語語語 語語語語 語語語語", "e\u{301}e\u{301} ⚡⚡⚡⚡ 宽字符宽字符 x", "🧪🧪🧪🧪 🧪🧪🧪",
  ])
  func `lines are broken by the columns of a terminal, not by characters`(text: String) {
    let lines = Columns.wrap(text, indent: 2, columns: 16)
    #expect(lines.allSatisfy { $0.columns <= 16 }, "\(lines)")
    #expect(lines.joined(separator: " ").split(separator: " ") == text.split(separator: " "))
    // No line is broken early: the first word of the next one would not have fitted.
    for (line, next) in zip(lines, lines.dropFirst()) {
      let word = next.split(separator: " ").first.map(String.init) ?? ""
      #expect(line.columns + 1 + word.columns > 16)
    }
  }

  @Test func `items are never broken`() {
    #expect(Columns.lines(of: ["a b", "c d", "e"], columns: 8) == ["a b  c d", "e"])
    #expect(Columns.lines(of: ["語 語", "語"], columns: 8) == ["語 語", "語"])
    #expect(Columns.lines(of: [], columns: 8) == [])
  }

  @Test func `what is cut keeps its columns`() {
    #expect(Columns.left("語語語", 5) == "語語…")
    #expect(Columns.left("語語語", 4) == "語… ")
    #expect(Columns.left("ab", 4) == "ab  ")
    #expect(Columns.cut("語語語", 3) == "語")
    #expect(Columns.right("語", 4) == "  語")
  }

  @Test func `the name of an unsafe character takes its columns`() {
    #expect(Columns.left("a\u{202E}b", 10) == "a<U+202E>b")
    #expect(Columns.left("a\u{202E}b", 6).columns == 6)
    #expect(Columns.wrap("a \u{1B}[31m", indent: 0, columns: 80) == ["a ^[[31m"])
  }
}
