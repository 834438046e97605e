import Documents
import Foundation
import Presentation
import TestSupport
import Testing

@testable import Reports

struct HTMLReportTests {
  @Test func `the same run gives the same bytes`() throws {
    let run = SampleRun.make()
    #expect(try HTMLReport(run).render() == HTMLReport(run).render())
  }

  @Test(arguments: HostileMail.texts)
  func `mail is text: nothing in it is an element, an attribute or a template`(text: String) throws
  {
    let page = try HTMLReport(
      SampleRun.make(title: text, subjects: [text, text], diff: text)
    ).render()
    let plain = try HTMLReport(SampleRun.make()).render()
    func count(_ needle: String, in page: String) -> Int {
      page.components(separatedBy: needle).count - 1
    }
    for element in ["<script", "</script", "<article", "</article", "<!--", "<img"] {
      #expect(count(element, in: page) == count(element, in: plain), "\(element)")
    }
    #expect(
      page.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || !Harmless.isUnsafe($0) })
  }

  @Test func `whatever the verdicts of a patch are, one of them is the strongest`() {
    let order = VerdictView.strongestFirst
    #expect(Set(order) == Set(Verdict.allCases) && order.count == Verdict.allCases.count)
  }

  @Test func `five thousand files and a line of a megabyte leave a page that opens`() throws {
    let files = (0..<5000).map { "diff --git a/f\($0) b/f\($0)\n@@ -1 +1 @@\n-a\n+b\n" }.joined()
    let page = try HTMLReport(
      SampleRun.make(diff: files + "+" + String(repeating: "x", count: 1_000_000))
    ).render()
    #expect(page.utf8.count < 600_000)
    #expect(page.contains("more lines are not shown"))
  }

  /// html5lib follows the parsing rules of the HTML standard and lists every departure from them.
  @Test(
    .disabled(
      if: HTMLStandard.isMissing,
      "SKIPPED, well-formedness is not checked here: python3 has no html5lib; `make setup-test` installs it"
    ), arguments: [""] + HostileMail.texts)
  func `the page is well-formed by the rules of the standard`(text: String) throws {
    let run =
      text.isEmpty
      ? SampleRun.make() : SampleRun.make(title: text, subjects: [text, text], diff: text)
    #expect(try HTMLStandard.errors(in: HTMLReport(run).render()) == "")
  }

  @Test func `the policy admits the page's own script and no other`() throws {
    let page = try HTMLReport(SampleRun.make()).render()
    let start = try #require(page.range(of: "<script>")).upperBound
    let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)).lowerBound
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(page[start..<end].utf8))
    try input.fileHandleForWriting.close()
    let digits = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      .prefix(64)
    let bytes = stride(from: 0, to: 64, by: 2).compactMap { place in
      UInt8(digits.dropFirst(place).prefix(2), radix: 16)
    }
    let digest = "sha256-" + Data(bytes).base64EncodedString()
    #expect(page.contains("script-src '\(digest)'"), "the policy admits \(digest)")
    #expect(page.contains("default-src 'none'"))
  }

  @Test func `text is readable in both themes`() throws {
    let page = try HTMLReport(SampleRun.make()).render()
    let themes = page.matches(of: /--paper:#[^}]*/).map { String($0.output) }
    #expect(themes.count == 3)
    #expect(themes[2].hasPrefix(themes[1].trimmingCharacters(in: .whitespaces)), "dark is dark")
    for theme in themes {
      var colours: [String: Double] = [:]
      for match in theme.matches(of: /--([a-z]+):#([0-9a-f]{6})/) {
        colours[String(match.output.1)] = Self.luminance(String(match.output.2))
      }
      for text in ["ink", "quiet", "link", "faster", "slower", "suspect", "tiny"] {
        for ground in ["paper", "sheet", "mark"] {
          #expect(
            Self.contrast(try #require(colours[text]), try #require(colours[ground])) >= 4.5,
            "\(text) on \(ground)")
        }
      }
      for ground in ["plus", "minus", "hunk"] {
        for text in ["ink", "quiet", "literal"] {
          #expect(
            Self.contrast(try #require(colours[text]), try #require(colours[ground])) >= 4.5,
            "\(text) on \(ground)")
        }
      }
      #expect(Self.contrast(try #require(colours["quiet"]), try #require(colours["hunk"])) >= 4.5)
    }
  }

  private static func contrast(_ first: Double, _ second: Double) -> Double {
    (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// Relative luminance as the Web Content Accessibility Guidelines define it.
  private static func luminance(_ hex: String) -> Double {
    let parts = stride(from: 0, to: 6, by: 2).map { place in
      let value = Double(UInt8(hex.dropFirst(place).prefix(2), radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
