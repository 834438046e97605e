import Bytes
import Testing

@Suite struct ZlibTests {
  private let content = Array("the same words, ".utf8) + [UInt8](repeating: 7, count: 100_000)

  @Test func `what was deflated is inflated, and bytes behind it are ignored`() throws {
    let packed = try Zlib.deflate(content)
    #expect(packed.count < 1000)
    #expect(try Zlib.inflate(packed, sizeMaximum: content.count) == content)
    #expect(try Zlib.inflate(packed + [1, 2, 3], sizeMaximum: .max - 1) == content)
    let nothing = try Zlib.deflate([])
    #expect(try Zlib.inflate(nothing, sizeMaximum: 0) == [])
  }

  @Test func `more than the limit is refused`() throws {
    let packed = try Zlib.deflate(content)
    for most in [0, 1, 4096, content.count - 1] {
      let error = #expect(throws: ZlibError.self) {
        try Zlib.inflate(packed, sizeMaximum: most)
      }
      #expect(error?.reason == .tooLarge(sizeMaximum: most))
    }
  }

  @Test func `a stream that ends early, or is none, says where`() throws {
    let packed = try Zlib.deflate(content)
    for count in 0..<packed.count {
      let error = #expect(throws: ZlibError.self) {
        try Zlib.inflate(Array(packed.prefix(count)), sizeMaximum: content.count)
      }
      #expect(error?.reason == .truncated)
      #expect(error?.offset == count)
    }
    var damaged = packed
    damaged[packed.count - 1] ^= 1
    let error = #expect(throws: ZlibError.self) {
      try Zlib.inflate(damaged, sizeMaximum: content.count)
    }
    #expect(error?.reason == .malformed("incorrect data check"))
    #expect(throws: ZlibError.self) { try Zlib.inflate([1, 2, 3], sizeMaximum: 10) }
  }

  @Test func `a gzip member is inflated too`() throws {
    // printf 'mail\n' | gzip -n
    let member: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 203, 77, 204, 204, 225, 2, 0, 157, 233, 129, 74, 5, 0,
      0, 0,
    ]
    #expect(
      try Zlib.inflate(member, sizeMaximum: 100, format: .gzip) == Array("mail\n".utf8))
  }
}
