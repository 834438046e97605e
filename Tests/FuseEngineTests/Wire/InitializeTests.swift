import CLinuxFuse
import FuseEngine
import Testing

/// INIT: what a server of each protocol version answers, and what no server answers.
struct InitializeTests {
  func connect(
    minor: UInt32, major: UInt32 = 7, maxWrite: UInt32 = 65_536, bytes: Int,
    flags: UInt32 = UInt32(FUSE_BIG_WRITES)
  ) throws -> (limits: Limits, transport: ScriptedTransport) {
    var answer = fuse_init_out()
    answer.major = major
    answer.minor = minor
    answer.max_write = maxWrite
    answer.flags = flags
    answer.max_pages = 256
    let body = Array(ScriptedTransport.bytes(of: answer).prefix(bytes))
    let transport = ScriptedTransport([.init(body: body)])
    var connection = Connection(transport: transport, design: .beforeScatterGather)
    try connection.initialize()
    return (connection.limits, transport)
  }

  @Test(arguments: 12...UInt32(FUSE_KERNEL_MINOR_VERSION))
  func `every version from 7.12 on is spoken`(minor: UInt32) throws {
    let short = try connect(minor: minor, bytes: minor < 23 ? 24 : 64)
    #expect(short.limits.writeBytes == 65_536)
    #expect(short.limits.readBytes == Int(UInt32.max))
  }

  @Test func `an old server has no limit of its own and takes one page`() throws {
    #expect(try connect(minor: 4, bytes: 8).limits.writeBytes == 4096)
  }

  @Test func `a server newer than the engine is spoken to in the engine's version`() throws {
    #expect(try connect(minor: 99, bytes: 64).limits.writeBytes == 65_536)
  }

  @Test func `a limit below one page counts as one page, one above ours as ours`() throws {
    #expect(try connect(minor: 31, maxWrite: 0, bytes: 64).limits.writeBytes == 4096)
    #expect(try connect(minor: 31, maxWrite: .max, bytes: 64).limits.writeBytes == 131_072)
  }

  @Test(arguments: [
    (UInt32(6), UInt32(12), 64, "6.12"), (8, 1, 64, "8.1"), (7, 0, 64, "7.0"),
    (0, 0, 64, "0.0"), (7, 31, 0, "0 bytes"), (7, 31, 7, "7 bytes"), (7, 31, 23, "23 bytes"),
  ])
  func `what no server answers is refused with words`(
    major: UInt32, minor: UInt32, bytes: Int, says: String
  ) throws {
    let error = #expect(throws: ConnectionError.self) {
      try connect(minor: minor, major: major, bytes: bytes)
    }
    #expect(error?.description.contains(says) == true, "\(String(describing: error))")
  }

  @Test func `a refusal is told`() {
    let transport = ScriptedTransport([.init(error: -13)])
    #expect(throws: ConnectionError.refused(request: "INIT", ErrorNumber(rawValue: 13))) {
      var connection = Connection(transport: transport, design: .beforeScatterGather)
      try connection.initialize()
    }
  }
}
