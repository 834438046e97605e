import CLinuxFuse
import Foundation
import Glibc
import Testing

/// A peer that has agreed to lend its pages and then says what no engine says.
@Suite(.timeLimit(.minutes(2))) struct HostilePeerTests {
  /// The peer's side of an agreement, written a second time.
  final class Peer {
    let client: FuseClient
    let source: TemporaryDirectory
    let words: UnsafeMutablePointer<UInt64>
    private let sharedBytes: Int
    private var lastUnique: UInt64 = 1000

    /// Agrees on a page of words, or on that and two rings of messages.
    init(sharedBytes: Int = 4096, threading: [String] = ["-s", "-s"]) throws {
      self.sharedBytes = sharedBytes
      source = try TemporaryDirectory()
      client = try FuseClient(
        threading[0], threading[1], "-o", "pages_by_address,source=\(source.path)")
      let shared = linux_shared_memory(sharedBytes)
      defer { close(shared) }
      let memory = mmap(nil, sharedBytes, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0)
      words = try #require(memory).bindMemory(to: UInt64.self, capacity: 512)
      linux_allow_memory_access(client.server.processID)
      let cookie = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
      defer { cookie.deallocate() }
      cookie.pointee = 4711
      send([0x3173_6772_6461_FFFF, 4711, UInt64(UInt(bitPattern: cookie)), UInt64(shared)])
      let answer = try receive()
      #expect(answer == bytes(of: (UInt64(0x3173_6772_6461_FFFF), UInt64(0))))
      #expect(cookie.pointee == ~4711)
    }

    deinit { munmap(words, sharedBytes) }

    func send(_ words: [UInt64]) { send(words.flatMap { bytes(of: $0) }) }

    func send(_ message: [UInt8]) {
      _ = Glibc.send(client.socket, message, message.count, Int32(MSG_NOSIGNAL))
    }

    /// The next message; empty where the server has ended.
    func receive() throws -> [UInt8] {
      var message = [UInt8](repeating: 0, count: 1 << 20)
      let count = recv(client.socket, &message, message.count, 0)
      guard count >= 0 || errno == ECONNRESET else { throw FuseClient.Broken.receiveFailed(errno) }
      return Array(message.prefix(max(0, count)))
    }

    /// A request with an envelope around it; `inlineBytes` and counts as they are unless told.
    func request(
      _ opcode: fuse_opcode, _ body: [UInt8], slot: UInt16 = 3, takesWord: Bool = true,
      inlineBytes: UInt32? = nil, fetched: [(UInt64, UInt64)] = [], put: [(UInt64, UInt64)] = [],
      counts: (UInt8, UInt8)? = nil
    ) -> UInt64 {
      lastUnique += 1
      var header = fuse_in_header()
      header.opcode = opcode.rawValue
      header.unique = lastUnique
      header.nodeid = 1
      header.len = UInt32(40 + body.count)
      if takesWord { words[3] = lastUnique }
      var message = bytes(of: inlineBytes ?? header.len) + bytes(of: slot)
      message += [counts?.0 ?? UInt8(fetched.count), counts?.1 ?? UInt8(put.count)]
      message += bytes(of: header) + body
      for range in fetched + put { message += bytes(of: range.0) + bytes(of: range.1) }
      send(message)
      return lastUnique
    }

    func header() throws -> fuse_out_header {
      try value(fuse_out_header.self, in: receive())
    }

    /// INIT, and a file of 64 KiB that is open.
    func begin() throws -> UInt64 {
      var initial = fuse_init_in()
      initial.major = 7
      initial.minor = 31
      _ = request(FUSE_INIT, bytes(of: initial))
      #expect(try header().error == 0)
      var arguments = fuse_create_in()
      arguments.flags = UInt32(O_RDWR)
      arguments.mode = S_IFREG | 0o644
      _ = request(FUSE_CREATE, bytes(of: arguments) + Array("file".utf8) + [0])
      let open = try value(
        fuse_open_out.self,
        in: receive().dropFirst(
          MemoryLayout<fuse_out_header>.size + MemoryLayout<fuse_entry_out>.size))
      try source.write(pattern(1 << 16), to: "file")
      return open.fh
    }

    static func transfer(_ handle: UInt64, size: Int) -> [UInt8] {
      var arguments = fuse_write_in()
      arguments.fh = handle
      arguments.size = UInt32(size)
      return bytes(of: arguments)
    }
  }

  static let somewhere: [(UInt64, UInt64)] = [
    (0, 8192), (1, 8192), (UInt64.max - 5, 8192), (1 << 47, 8192), (0xFFFF_8000_0000_0000, 8192),
  ]

  @Test(arguments: Self.somewhere)
  func `addresses of nothing are refused and the session goes on`(
    address: UInt64, length: UInt64
  ) throws {
    let peer = try Peer()
    let handle = try peer.begin()
    for (opcode, puts) in [(FUSE_READ, true), (FUSE_WRITE, false)] {
      let unique = peer.request(
        opcode, Peer.transfer(handle, size: 8192), fetched: puts ? [] : [(address, length)],
        put: puts ? [(address, length)] : [])
      let header = try peer.header()
      #expect(header.unique == unique)
      #expect(header.len == 0)
    }
    #expect(try peer.source.bytes(of: "file") == pattern(1 << 16))
  }

  @Test func `data that fits the pages is put there, and nothing behind it`() throws {
    let peer = try Peer()
    let handle = try peer.begin()
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 3 * 4096, alignment: 4096)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 0xEE)
    let start = UInt64(UInt(bitPattern: memory.baseAddress))
    // The server has less than the peer says that there is room for.
    _ = peer.request(FUSE_READ, Peer.transfer(handle, size: 5000), put: [(start + 10, 1 << 40)])
    #expect(try peer.header().len == 5016)
    #expect(Array(memory[10..<5010]) == Array(pattern(1 << 16)[..<5000]))
    #expect(memory[..<10].allSatisfy { $0 == 0xEE } && memory[5010...].allSatisfy { $0 == 0xEE })
    // The data is more than there is room for: it comes whole.
    _ = peer.request(FUSE_READ, Peer.transfer(handle, size: 5000), put: [(start + 6000, 4999)])
    #expect(try peer.receive().count == 5016)
    _ = peer.request(FUSE_READ, Peer.transfer(handle, size: 5000), put: [(start, UInt64.max)])
    #expect(try peer.receive().count == 5016)
    // The peer has taken the pages back: it comes whole.
    peer.words[3] = 0
    _ = peer.request(
      FUSE_READ, Peer.transfer(handle, size: 5000), takesWord: false,
      put: [(start + 6000, 5000)])
    #expect(try peer.receive().count == 5016)
    #expect(memory[5010...].allSatisfy { $0 == 0xEE })
  }

  @Test func `a write that was taken back is never carried out`() throws {
    let peer = try Peer()
    let handle = try peer.begin()
    let data = UnsafeMutableRawBufferPointer.allocate(byteCount: 8192, alignment: 4096)
    defer { data.deallocate() }
    data.initializeMemory(as: UInt8.self, repeating: 7)
    let range = [(UInt64(UInt(bitPattern: data.baseAddress)), UInt64(8192))]
    peer.words[3] = 0
    _ = peer.request(
      FUSE_WRITE, Peer.transfer(handle, size: 8192), takesWord: false, fetched: range)
    let unique = peer.request(FUSE_GETATTR, bytes(of: fuse_getattr_in()))
    #expect(try peer.header().unique == unique)
    #expect(try peer.source.bytes(of: "file") == pattern(1 << 16))
    let second = peer.request(FUSE_WRITE, Peer.transfer(handle, size: 8192), fetched: range)
    #expect(try peer.header().unique == second)
    #expect(try Array(peer.source.bytes(of: "file")[..<8192]) == Array(data))
  }

  /// Messages whose envelope is wrong, by what is wrong with it.
  enum Wrong: CaseIterable {
    case longerThanTheBuffer, sumOfRangesWraps, moreInlineThanThereIs, moreRangesThanThereAre
    case fewerRangesThanThereAre, slotBehindThePage, noHeader
  }

  @Test(arguments: Wrong.allCases)
  func `a message that breaks the agreement ends the server in order`(wrong: Wrong) throws {
    let peer = try Peer()
    let handle = try peer.begin()
    let body = Peer.transfer(handle, size: 8192)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { memory.deallocate() }
    let start = UInt64(UInt(bitPattern: memory))
    let good = [(start, UInt64(8192))]
    switch wrong {
    case .longerThanTheBuffer:
      _ = peer.request(FUSE_WRITE, body, fetched: [(start, 1 << 20)])
    case .sumOfRangesWraps:
      _ = peer.request(FUSE_WRITE, body, fetched: [(start, 4096), (start, UInt64.max - 100)])
    case .moreInlineThanThereIs: _ = peer.request(FUSE_READ, body, inlineBytes: .max, put: good)
    case .moreRangesThanThereAre: _ = peer.request(FUSE_READ, body, put: good, counts: (0, 255))
    case .fewerRangesThanThereAre: _ = peer.request(FUSE_READ, body, put: good, counts: (0, 0))
    case .slotBehindThePage: _ = peer.request(FUSE_READ, body, slot: 512, put: good)
    case .noHeader: peer.send([0x0001_0003_0000_0000, start, 8192])
    }
    #expect(try peer.receive().isEmpty)
    peer.client.disconnect()
    #expect(peer.client.server.wait() == 74)
  }

  @Test func `a first message that proposes nothing begins an ordinary session`() throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "pages_by_address,source=\(source.path)")
    try client.initialize()
    let file = try client.create("file")
    #expect(try client.write(pattern(100_000), to: file.handle, at: 0) == 100_000)
    #expect(try client.read(file.handle, at: 0, size: 100_000) == pattern(100_000))
  }

  /// First messages that are nearly a proposal: the size is wrong, or the magic.
  static let nearlyProposals: [[UInt64]] = [
    [0x3173_6772_6461_FFFF, 1, 8], [0x3173_6772_6461_FFFF, 1, 8, 0, 0],
    [0x3173_6772_6461_FFFE, 1, 8, 0],
  ]

  @Test(arguments: Self.nearlyProposals)
  func `a first message of another size or magic is no proposal, and gets no answer`(
    message: [UInt64]
  ) throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "pages_by_address,source=\(source.path)")
    let message = message.flatMap { bytes(of: $0) }
    #expect(send(client.socket, message, message.count, 0) == message.count)
    // libfuse ends the session over a request that is shorter than a header.
    var answer = [UInt64](repeating: 0, count: 2)
    let count = recv(client.socket, &answer, 16, 0)
    #expect(count <= 0 || answer[0] != 0x3173_6772_6461_FFFF)
  }

  @Test func `a cookie that is not there is refused, and the session goes on whole`() throws {
    let source = try TemporaryDirectory()
    let client = try FuseClient("-s", "-o", "pages_by_address,source=\(source.path)")
    let proposal: [UInt64] = [0x3173_6772_6461_FFFF, 1, 8, 0]
    let message = proposal.flatMap { bytes(of: $0) }
    #expect(send(client.socket, message, message.count, 0) == 32)
    var answer = [UInt64](repeating: 0, count: 2)
    #expect(recv(client.socket, &answer, 16, 0) == 16)
    #expect(answer == [0x3173_6772_6461_FFFF, UInt64(EFAULT)])
    try client.initialize()
    #expect(try client.list(replySize: 4096).sorted() == [".", ".."])
  }
}
