import Bytes
import Testing

struct ByteSliceTests {
  private static func slice(_ text: String) -> ArraySlice<UInt8> {
    // Not from 0 on: a slice's indices are those of what it is cut from.
    ("xx" + text).utf8.map(\.self)[2...]
  }

  @Test func `white space is what git calls so`() {
    for byte in UInt8.min...UInt8.max {
      #expect(ASCII.isSpace(byte) == [0x20, 0x09, 0x0A, 0x0D].contains(byte))
    }
  }

  @Test(arguments: [("0", 0), ("9", 9), ("a", 10), ("F", 15), ("g", nil), ("@", nil)])
  func `a hexadecimal digit has its value`(digit: Character, value: UInt8?) throws {
    #expect(ASCII.hexValue(try #require(digit.asciiValue)) == value)
  }

  @Test func `text is found from an index on`() {
    let bytes = Self.slice("a -- b -- c")
    #expect(bytes.firstIndex(of: "--", from: bytes.startIndex) == bytes.startIndex + 2)
    #expect(bytes.firstIndex(of: "--", from: bytes.startIndex + 3) == bytes.startIndex + 7)
    #expect(bytes.firstIndex(of: "--", from: bytes.startIndex + 8) == nil)
    #expect(bytes.firstIndex(of: "-->", from: bytes.startIndex) == nil)
  }

  @Test func `a prefix is compared with or without the case of letters`() {
    let bytes = Self.slice("Content-Type: text/plain")
    #expect(bytes.hasPrefix("Content-"))
    #expect(!bytes.hasPrefix("content-"))
    #expect(bytes.endOfPrefix(caseInsensitive: "CONTENT-TYPE:") == bytes.startIndex + 13)
    #expect(bytes.endOfPrefix(caseInsensitive: "content-length:") == nil)
    #expect(!Self.slice("Con").hasPrefix("Content-"))
  }

  @Test func `white space goes at both ends and inside`() {
    #expect(Self.slice(" \ta  b\r\n").trimmed.text == "a  b")
    #expect(Self.slice(" a \t b ").spacesCollapsed.text == " a b ")
    #expect(Self.slice("line\n").withoutLineFeed.text == "line")
    #expect(Self.slice(" \n").trimmed.isEmpty)
  }

  @Test func `a cursor leaves the line as it was once the end is known`() {
    var cursor = LineCursor(Self.slice("one\ntwo"))
    var line = Self.slice("")
    var read: [String] = []
    while cursor.readLine(into: &line) { read.append(line.text) }
    #expect(read == ["one\n", "two"])
    #expect(line.text == "two")
  }
}
