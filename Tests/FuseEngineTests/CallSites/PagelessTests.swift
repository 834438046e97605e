import FuseEngine
import Testing

/// Requests without pages and those of one page: patch 2 makes them small.
struct PagelessTests {
  static let calls:
    [(name: String, slots: Int, call: @Sendable (inout CallSite) throws -> Counters)] =
      [
        (
          "LOOKUP", 0,
          { site in try site.counting { c, _ in _ = try c.lookUp("pattern") }.counters }
        ),
        (
          "GETATTR", 0,
          { site in
            let node = site.node
            return try site.counting { c, _ in _ = try c.size(of: node) }.counters
          }
        ),
        ("FLUSH", 0, { site in try site.counting { try $0.flush($1) }.counters }),
        ("FSYNC", 0, { site in try site.counting { try $0.synchronize($1) }.counters }),
        (
          "FORGET", 0,
          { site in
            let node = site.node
            return try site.counting { c, _ in try c.forget(node, lookups: 1) }.counters
          }
        ),
      ]

  @Test(arguments: 0...11, calls.indices)
  func `a request without pages has no slots from patch 2 on`(stage: Int, index: Int) throws {
    var site = try CallSite(stage: stage)
    let counters = try Self.calls[index].call(&site)
    let size = RequestSize(stage: stage, slots: stage < 2 ? 32 : 0)
    #expect(counters.arrayBytes == size.arrayBytes, "\(Self.calls[index].name)")
    #expect(counters.allocations == size.allocations)
    #expect(counters.requests == 1)
  }

  @Test(arguments: 0...11)
  func `a directory is read page by page, each in a request of one page`(stage: Int) throws {
    var site = try CallSite(stage: stage)
    let listed = try site.counting { connection, _ in try connection.entries() }
    #expect(listed.result.map { String(decoding: $0.name, as: UTF8.self) } == ["pattern"])
    #expect(listed.requests.map(\.operation) == [.readdir, .readdir])
    let slots = stage < 2 ? [32, 32, 32, 32] : [0, 1, 1, 0]
    #expect(listed.counters.arrayBytes == RequestSize.sum(stage: stage, slots: slots).arrayBytes)
    if stage >= 8 {
      #expect(listed.requests[0].descriptors == [PageDescriptor(length: 4096, offset: 0)])
    }
  }

  @Test(arguments: 0...11)
  func `an open file keeps a request that patch 1 makes small`(stage: Int) throws {
    var site = try CallSite(stage: stage)
    let node = site.node
    let opened = try site.counting { connection, _ in
      try connection.release(connection.open(node))
    }
    // OPEN, and the reserved request in which RELEASE goes.
    let slots = stage == 0 ? [32, 32] : stage == 1 ? [32, 0] : [0, 0]
    #expect(opened.counters.arrayBytes == RequestSize.sum(stage: stage, slots: slots).arrayBytes)
    #expect(opened.counters.requests == 2)
  }
}
