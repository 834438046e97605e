import Presentation
import TestSupport
import Testing

/// Foreign text, made safe to show.
struct HarmlessTests {
  @Test(arguments: HostileText.scalars)
  func `what a reader would act on or not see is shown by its name`(scalar: Unicode.Scalar) throws {
    #expect(Harmless.isUnsafe(scalar))
    let name = try #require(Harmless.name(of: scalar))
    #expect(name.unicodeScalars.allSatisfy { 0x20..<0x7F ~= $0.value })
    #expect(Harmless.line("a\(scalar)b") == "a\(name)b")
  }

  @Test(arguments: [
    ("\u{1B}[31m", "^[[31m"), ("\u{0}", "^@"), ("\u{7F}", "^?"), ("a\nb", "a^Jb"),
    ("\u{9B}", "<U+009B>"), ("\u{202E}evil", "<U+202E>evil"), ("\u{E0041}", "<U+E0041>"),
    ("a\tb", "a        b"), ("\r\n", "^M^J"), ("👩\u{200D}🔬", "👩<U+200D>🔬"),
  ])
  func `a line shows each name in one shape`(text: String, shown: String) {
    #expect(Harmless.line(text) == shown)
    #expect(Harmless.line(shown) == shown, "once is enough")
  }

  @Test(arguments: [
    "plain", "Grüße, Åsa", "语言", "e\u{301}", "⚠\u{FE0F}", "🧪", "−→×µ “quoted” … ±2 %", "",
  ])
  func `what can be read stays`(text: String) {
    #expect(Harmless.line(text) == text)
    #expect(Harmless.lines(text) == text)
  }

  @Test func `text of several lines keeps its lines and tabs`() {
    #expect(Harmless.lines("a\n\tb\r\n\u{202E}") == "a\n\tb^M\n<U+202E>")
  }

  @Test func `no text is harmless only by half`() {
    #expect(HostileText.found(in: Harmless.line(HostileText.text)).isEmpty)
    for value in UInt32(0)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let line = Harmless.line(String(scalar))
      #expect(!line.unicodeScalars.contains(where: Harmless.isUnsafe))
      #expect(!line.unicodeScalars.contains { $0.properties.isBidiControl })
    }
  }
}
