import Foundation
import Documents
import Presentation
import TestSupport
import Testing

@testable import Stepper

/// Pictures: what each tab shows, at several sizes, and that no picture leaves its terminal.
struct RenderTests {
  @Test(arguments: [(60, 16), (80, 24), (160, 50)], StepTab.allCases)
  func `a tab looks as it is kept`(size: (width: Int, height: Int), tab: StepTab) throws {
    let place = StepTab.allCases.firstIndex(of: tab) ?? 0
    let state = Screens.state(
      [.character("G")] + Array(repeating: .tab, count: place), width: size.width,
      height: size.height)
    #expect(state.tab == tab)
    try Screens.expect(state, is: "\(tab)-\(size.width)x\(size.height)")
  }

  @Test func `help, base and a diff side by side look as they are kept`() throws {
    try Screens.expect(Screens.state(), is: "base-80x24")
    try Screens.expect(Screens.state([.character("?")]), is: "help-80x24")
    try Screens.expect(
      Screens.state([.character("2"), .tab], width: 240, height: 16), is: "side-by-side-240x16")
    try Screens.expect(
      Screens.state([.character("2"), .tab, .tab, .enter]), is: "file-80x24")
  }

  @Test func `a terminal that is too small is told so, and none is nothing`() {
    #expect(Screens.text(Screens.state(width: 40, height: 3).render()).contains("too small"))
    #expect(Screens.state(width: 1, height: 1).render().rows.count == 1)
    #expect(Screens.state(width: 0, height: 0).render().rows.isEmpty)
  }

  @Test func `a plain terminal gets no character above 127`() {
    for key in StepTab.allCases.indices {
      let state = Screens.state(
        [.character("2")] + Array(repeating: .tab, count: key), isASCII: true)
      let text = Screens.text(state.render())
      #expect(text.unicodeScalars.allSatisfy { $0.value < 128 }, "\(state.tab)")
    }
  }

  static let keys: [Key] =
    "npgG/N?wmbrcxoe0123456789[]z+- q\u{301}語".map(Key.character)
    + [
      .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .tab, .backTab, .enter, .escape,
      .backspace,
    ]

  /// Whatever is pressed, on whatever size, every picture fits and holds nothing that a terminal
  /// would act on.
  @Test(arguments: 0..<20)
  func `no keys and no mail break out of the picture`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let hostile =
      "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-\u{1B}[2J\u{7}\u{0}\n"
      + "+\u{202E}evil \u{200D}\u{9B}31m\r\t語語\u{301}\n " + String(repeating: "ab", count: 5000)
    var state = StepState(
      Screens.material(
        SampleRun.make(
          title: "\u{1B}]0;owned\u{7}",
          subjects: ["\u{1B}c\n1", "語\u{202E}" + String(repeating: "x", count: 300)],
          diff: hostile)), isASCII: random.chance(30))
    var size = (width: 80, height: 24)
    for _ in 0..<300 {
      if random.chance(10) {
        size = (Int.random(in: 0...200, using: &random), Int.random(in: 0...60, using: &random))
        _ = state.update(.resized(width: size.width, height: size.height))
      }
      if let key = Self.keys.randomElement(using: &random) { _ = state.update(.key(key)) }
      let frame = state.render()
      #expect(frame.rows.count == size.height)
      for row in frame.rows {
        #expect(Screens.width(row) <= size.width)
        #expect(
          row.allSatisfy { span in span.text.unicodeScalars.allSatisfy { !Harmless.isUnsafe($0) } })
      }
      if let cursor = frame.cursor {
        #expect(cursor.row < size.height && cursor.column < size.width)
      }
    }
  }
}
