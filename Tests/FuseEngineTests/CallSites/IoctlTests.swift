import FuseEngine
import PeerProtocol
import Testing

/// Ioctls: what they carry, the server's second thoughts, and what requests take at each stage.
struct IoctlTests {
  @Test(arguments: 0...11, [1, 4096, 4097, 16_383])
  func `a restricted ioctl says itself what data it has`(stage: Int, byteCount: Int) throws {
    var site = try CallSite(stage: stage)
    var data = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let expected = data.map { ~$0 }
    let done = try site.counting { connection, file in
      try data.withUnsafeMutableBytes {
        try connection.ioctl(ServerIoctl.invert(byteCount), file: file, memory: $0)
      }
    }
    #expect(done.result == .transferred(0))
    #expect(data == expected)
    let pages = (byteCount + 4095) / 4096
    #expect(done.requests.map(\.pages) == [pages])
    let size = RequestSize(stage: stage, slots: stage < 6 ? 32 : pages)
    #expect(done.counters.arrayBytes == size.arrayBytes)
    #expect(done.counters.allocations == size.allocations)
  }

  @Test(arguments: 0...11)
  func `an unrestricted ioctl is tried again with the memory that the server names`(
    stage: Int
  ) throws {
    var site = try CallSite(stage: stage) { $0.unrestrictedBytes = 60_000 }
    var data = (0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let expected = data.map { ~$0 }
    let done = try site.counting { connection, file in
      try data.withUnsafeMutableBytes {
        try connection.ioctl(
          IoctlCommand(rawValue: 1), file: file, memory: $0, isUnrestricted: true)
      }
    }
    #expect(done.result == .transferred(0))
    #expect(data == expected)
    #expect(done.requests.map(\.size) == [0, 60_000])
    #expect(done.requests.map(\.pages) == [1, 15])
    let slots = stage < 6 ? [32, 32] : [1, 15]
    #expect(done.counters.arrayBytes == RequestSize.sum(stage: stage, slots: slots).arrayBytes)
  }

  @Test(arguments: [0, 6, 11])
  func `memory that is not the caller's faults, and more than 32 pages are refused`(
    stage: Int
  ) throws {
    var data = [UInt8](repeating: 0, count: 200_000)
    func call(naming byteCount: Int, given: Int) throws -> TransferResult {
      var site = try CallSite(stage: stage) { $0.unrestrictedBytes = byteCount }
      return try site.counting { connection, file in
        try data.withUnsafeMutableBytes {
          try connection.ioctl(
            IoctlCommand(rawValue: 1), file: file,
            memory: UnsafeMutableRawBufferPointer(rebasing: $0[..<given]), isUnrestricted: true)
        }
      }.result
    }
    #expect(try call(naming: 5000, given: 4999) == .failed(.badAddress))
    #expect(try call(naming: 131_073, given: 200_000) == .failed(.outOfMemory))
    #expect(try call(naming: 131_072, given: 200_000) == .transferred(0))
  }
}
