import Testing

@testable import CommandLane

struct JSONScannerTests {
  private func documents(_ text: String) -> (documents: [OutputJSON], rest: String) {
    let (documents, rest) = JSONScanner.documents(in: Array(text.utf8))
    return (documents, String(decoding: rest, as: UTF8.self))
  }

  @Test(arguments: [
    "worker[12]: time: 3 s", "set {a, b}", "{}", "[INFO] done", "{\"a\": 1", "{'a': 1}",
    "[1, 2] and more",
    "fn f() { x }", "{\"a\": 0x10}", "{\"a\": \"line\nfeed\"}",
  ])
  func `prose is no document`(text: String) {
    let found = documents(text)
    #expect(found.documents.isEmpty)
    #expect(found.rest == text)
  }

  @Test func `values of all kinds are read`() {
    let text = #"x {"a": [1.5e3, -2, "q\"\u00e9\ud83d\ude00\n", true, null, NaN, -Infinity]} y"#
    let found = documents(text)
    let list = found.documents.first?["a"]?.elements ?? []
    #expect(list.count == 7)
    #expect(list.first?.number == 1500)
    #expect(list.dropFirst(2).first?.text == "q\"é😀\n")
    #expect(list.dropFirst(3).first?.truth == true)
    #expect(list.suffix(2).allSatisfy { $0.number == nil })
    #expect(found.rest == "x \n y")
  }

  @Test func `what begins like a document over and over costs no more than so much`() {
    for text in ["{", "[", "[{\"a\":", "[1,", "{\"a\":[", "[\"["] {
      #expect(documents(String(repeating: text, count: 20_000)).documents.isEmpty)
    }
  }
}
