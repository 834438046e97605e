import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// The page as a browser sees it, opened from a file.
@Suite(
  .serialized,
  .enabled(if: Browser.program != nil, "chromium is not installed: the page is not opened here"))
struct BrowserTests {
  static func file(_ run: Run) throws -> URL {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString + ".html")
    try Data(HTMLReport(run).render().utf8).write(to: file)
    return file
  }

  @Test(.timeLimit(.minutes(3)), arguments: [(360, 740), (820, 1180), (1440, 900)], [false, true])
  func `the page fits the window and asks for nothing`(size: (Int, Int), dark: Bool) throws {
    let file = try Self.file(SampleRun.make())
    defer { try? FileManager.default.removeItem(at: file) }
    let browser = try Browser()
    try browser.open(file, width: size.0, height: size.1, dark: dark)
    let root = "document.documentElement"
    #expect(try browser.value("\(root).scrollWidth <= \(root).clientWidth") == "true")
    #expect(try browser.value("document.documentElement.className") == "js")
    let overlaps = try browser.value(
      """
      Array.from(document.querySelectorAll('svg')).flatMap(svg => {
        const boxes = Array.from(svg.querySelectorAll('text')).map(one => one.getBoundingClientRect()).filter(box => box.width);
        return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4));
      }).length
      """.replacingOccurrences(of: "\n", with: " "))
    #expect(overlaps == "0", "labels lie on each other")
    Attachment.record(
      try browser.screenshot(), named: "page-\(size.0)-\(dark ? "dark" : "light").png")
    #expect(browser.complaints.isEmpty)
  }

  @Test(.timeLimit(.minutes(3))) func `keys step through patches, workloads and metrics`() throws {
    let file = try Self.file(SampleRun.make())
    defer { try? FileManager.default.removeItem(at: file) }
    let browser = try Browser()
    try browser.open(file, width: 1280, height: 900)
    func shown() throws -> String {
      try browser.value(
        "Array.from(document.querySelectorAll('.patch')).filter(p => p.offsetHeight).map(p => p.id)"
      )
    }
    #expect(try shown() == "p2", "the patch that changed something is shown first")
    for (key, place) in [
      ("k", "#p1"), ("j", "#p2"), ("ArrowLeft", "#p1"), ("End", "#p2"), ("Home", "#p1"),
      ("w", "#p1,w1"), ("m", "#p1,w1,mmedian"), ("b", "#p1,w1,mmedian,base"),
    ] {
      try browser.press(key)
      #expect(try browser.value("location.hash") == place)
    }
    #expect(try shown() == "p1")
    try browser.press("d")
    #expect(try browser.value("document.querySelector('details.diff').open") == "false")
    try browser.press("t")
    #expect(try browser.value("document.documentElement.dataset.theme") == "dark")
    try browser.press("?")
    #expect(try browser.value("document.getElementById('help').open") == "true")
    try browser.press("?")
    try browser.press("/")
    for letter in ["p", "a", "c", "k"] { try browser.press(letter) }
    #expect(
      try browser.value("document.querySelectorAll('.matrix tbody tr:not([hidden])').length") == "1"
    )
    #expect(browser.complaints.isEmpty)
  }

  @Test(.timeLimit(.minutes(3))) func `without script everything is shown`() throws {
    let file = try Self.file(SampleRun.make())
    defer { try? FileManager.default.removeItem(at: file) }
    let browser = try Browser()
    try browser.call("Emulation.setScriptExecutionDisabled", ["value": true])
    try browser.open(file, width: 1280, height: 900)
    let hidden = try browser.value(
      "Array.from(document.querySelectorAll('.patch, .workload, pre.diff')).filter(p => !p.offsetHeight).length"
    )
    #expect(hidden == "0")
  }

  /// The run that the page carries, unpacked as the page does.
  static let data = """
    new Response(new Blob([Uint8Array.from(atob(document.getElementById('run').textContent), \
    letter => letter.charCodeAt(0))]).stream().pipeThrough(new DecompressionStream('deflate'))).text()
    """

  @Test(.timeLimit(.minutes(3)))
  func `the code of the patch that is looked at is coloured, and its text stays the same`() throws {
    let file = try Self.file(SampleRun.make())
    defer { try? FileManager.default.removeItem(at: file) }
    let browser = try Browser()
    try browser.open(file, width: 1280, height: 900)
    let words =
      "Array.from(document.querySelectorAll('.current .token-KIND'), one => one.textContent)"
    func marked(_ kind: String) throws -> String {
      try browser.value(words.replacing("KIND", with: kind) + ".join(' ')")
    }
    #expect(try marked("keyword").contains("return"))
    #expect(try marked("string").contains("\"x\""))
    #expect(try marked("number").contains("32"))
    let shown = try browser.value("document.querySelector('.current pre.diff').textContent")
    #expect(shown.contains("-\treturn 1 < 2 && a[\"x\"];\n+\treturn 32;\n"))
    #expect(browser.complaints.isEmpty)
  }

  @Test(.timeLimit(.minutes(3)))
  func `the samples that the page saves are the run's, to the last digit`() throws {
    var run = SampleRun.make()
    var samples = (0..<400).map { (round: Int) -> Double in Double(4000 + round * 37 % 501) / 10 }
    samples[7] = 98.76
    samples[9] = 1000
    run.lanes[.engine]?.workloads[0].stages[1].samples = samples
    run.lanes[.engine]?.workloads[0].stages[2].samples = [0.1 + 0.2, 1e300, 1 / 3]
    let file = try Self.file(run)
    defer { try? FileManager.default.removeItem(at: file) }
    let browser = try Browser()
    try browser.open(file, width: 1280, height: 900)
    _ = try browser.value(
      "URL.createObjectURL = blob => { window.saved = blob; return '#'; }, "
        + "document.getElementById('save-json').click(), 1")
    let waiting =
      "new Promise(done => { const look = () => window.saved ? window.saved.text().then(done) "
      + ": setTimeout(look, 10); look(); })"
    let saved = try browser.value(waiting)
    let read = try JSONText.read(Run.self, from: saved.utf8)
    let stages = try #require(read.lanes[.engine]).workloads[0].stages
    #expect(stages[1].samples == samples)
    #expect(stages[2].samples == [0.1 + 0.2, 1e300, 1 / 3])
    #expect(stages[0].samples == run.lanes[.engine]?.workloads[0].stages[0].samples)
    #expect(browser.complaints.isEmpty)
  }

  @Test(.timeLimit(.minutes(3)), arguments: HostileMail.texts)
  func `hostile mail neither runs nor breaks the page`(text: String) throws {
    let file = try Self.file(SampleRun.make(title: text, subjects: [text, text], diff: text))
    defer { try? FileManager.default.removeItem(at: file) }
    let browser = try Browser()
    try browser.open(file, width: 1280, height: 900)
    #expect(try browser.value("window.stolen") == "undefined")
    #expect(try browser.value("document.querySelectorAll('.patch').length") == "2")
    #expect(
      try browser.value("\(Self.data).then(text => JSON.parse(text).run.schema)")
        == "patch-replay.run/1")
    #expect(
      try browser.value("document.querySelectorAll('img, iframe, object, b > script').length")
        == "0")
    #expect(browser.complaints.isEmpty)
  }
}

/// Texts that a mail may hold.
enum HostileMail {
  static let texts = [
    "</script><script>window.stolen = 1</script>", "<!--<script>window.stolen = 1</script>",
    "\"\u{301} onmouseover=\u{301}\"window.stolen=1", "<img src=x onerror='window.stolen=1'>",
    "{{{script}}} {{>page}} {{#patches}}", "\u{202E}evil\u{2066}", "a\u{0}b\u{1B}[31m",
    String(repeating: "x", count: 1_000_000), "]]></pre></article></html>", "",
  ]
}
