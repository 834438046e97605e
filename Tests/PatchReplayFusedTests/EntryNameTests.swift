import Glibc
import Testing

@testable import patch_replay_fused

@Suite struct EntryNameTests {
  @Test(arguments: ["", ".", "..", "/", "a/b", "a/", "/a", "../x"])
  func `what is no single component is refused`(name: String) {
    #expect(throws: Errno(EINVAL)) { try name.withCString { _ = try EntryName($0) } }
  }

  @Test(arguments: ["a", "...", ".hidden", "..a", "a b", "\u{1}", "ü"])
  func `any other name is taken as it is`(name: String) throws {
    let taken = try name.withCString { String(cString: try EntryName($0).bytes) }
    #expect(taken == name)
  }

  @Test func `no name at all is refused`() {
    #expect(throws: Errno(EINVAL)) { try EntryName(nil) }
  }
}
