import Presentation
import Testing

/// Tokens of a line of C.
struct CodeTokenTests {
  func words(_ line: String, _ language: CodeLanguage = .c) -> [String] {
    let bytes = Array(line.utf8)
    return CodeToken.scan(bytes, language).map {
      "\($0.kind):" + String(decoding: bytes[$0.range], as: UTF8.self)
    }
  }

  @Test func `keywords, comments, strings and numbers are told apart`() {
    #expect(
      words("\treturn 0x20 + f(\"a\\\"b\", 'c'); /* why */ int x; // end")
        == [
          "keyword:return", "number:0x20", "string:\"a\\\"b\"", "string:'c'", "comment:/* why */",
          "keyword:int", "comment:// end",
        ])
    #expect(words("#define X 1") == ["keyword:#define", "number:1"])
    #expect(words(" * of a comment") == ["comment:* of a comment"])
    #expect(words("*pointer = 1;") == ["number:1"])
    #expect(words("interface printing") == [])
    #expect(words("let x = 1", .swift) == ["keyword:let", "number:1"])
  }

  @Test func `what does not end goes to the end of the line`() {
    #expect(words("/* open") == ["comment:/* open"])
    #expect(words("\"open\\") == ["string:\"open\\"])
    #expect(words("") == [])
  }

  @Test func `a file's name tells its language`() {
    #expect(CodeLanguage.named("b/fs/fuse/file.c") == .c)
    #expect(CodeLanguage.named("x.swift") == .swift)
    #expect(CodeLanguage.named("Makefile") == nil)
  }
}
