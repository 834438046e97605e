import Glibc
import PeerProtocol
import Testing

/// The agreement byte by byte, with numbers written a second time.
struct WireLayoutTests {
  @Test func `each structure has the agreed size`() {
    #expect(MemoryLayout<Proposal>.size == 32)
    #expect(MemoryLayout<ProposalAnswer>.size == 16)
    #expect(MemoryLayout<Envelope>.size == 8)
    #expect(MemoryLayout<ReplyHeader>.size == 16)
    #expect(MemoryLayout<ServerIoctl.Retrieval>.size == 24)
    #expect(MemoryLayout<ServerIoctl.Retrieved>.size == 16)
    #expect(MemoryLayout<ServerIoctl.RequestCounts>.size == 16)
    #expect(MemoryLayout<ServerIoctl.LoggedRequest>.size == 16)
    #expect(WireLayout.rangeByteCount == 16)
    #expect(WireLayout.isNative)
    #expect(LeaseTable.count == 512)
    WireLayout.check()
  }

  @Test func `each field lies where it is agreed`() {
    #expect(MemoryLayout<Proposal>.offset(of: \.cookie) == 8)
    #expect(MemoryLayout<Proposal>.offset(of: \.cookieAddress) == 16)
    #expect(MemoryLayout<Proposal>.offset(of: \.pagesDescriptor) == 24)
    #expect(MemoryLayout<Envelope>.offset(of: \.inlineBytes) == 0)
    #expect(MemoryLayout<Envelope>.offset(of: \.slot) == 4)
    #expect(MemoryLayout<Envelope>.offset(of: \.readRanges) == 6)
    #expect(MemoryLayout<Envelope>.offset(of: \.writtenRanges) == 7)
    #expect(MemoryLayout<ReplyHeader>.offset(of: \.length) == 0)
    #expect(MemoryLayout<ReplyHeader>.offset(of: \.error) == 4)
    #expect(MemoryLayout<ReplyHeader>.offset(of: \.unique) == 8)
    #expect(MemoryLayout<ServerIoctl.Retrieval>.offset(of: \.offset) == 8)
    #expect(MemoryLayout<ServerIoctl.Retrieval>.offset(of: \.byteCount) == 16)
    #expect(MemoryLayout<ServerIoctl.LoggedRequest>.offset(of: \.size) == 8)
    #expect(MemoryLayout<ServerIoctl.LoggedRequest>.offset(of: \.isWrite) == 12)
  }

  static func bytes<Structure: WireStructure>(of structure: Structure) -> [UInt8] {
    withUnsafeBytes(of: structure) { Array($0) }
  }

  static func read<Structure: WireStructure>(
    _ type: Structure.Type, _ bytes: some Collection<UInt8>
  ) -> Structure? {
    Array(bytes).withUnsafeBytes { Structure(message: $0) }
  }

  static let proposal = Proposal(
    cookie: 0x0102_0304_0506_0708, cookieAddress: 0x1112_1314_1516_1718, pagesDescriptor: 9)

  @Test func `a proposal has these bytes and comes back whole`() {
    let bytes = Self.bytes(of: Self.proposal)
    let magic: [UInt8] = [0xFF, 0xFF, 0x61, 0x64, 0x72, 0x67, 0x73, 0x31]
    #expect(
      bytes == magic + [8, 7, 6, 5, 4, 3, 2, 1]
        + [0x18, 0x17, 0x16, 0x15, 0x14, 0x13, 0x12, 0x11] + [9, 0, 0, 0, 0, 0, 0, 0])
    #expect(Self.read(Proposal.self, bytes) == Self.proposal)
    #expect(Proposal.answer(to: 0x0F) == 0xFFFF_FFFF_FFFF_FFF0)
  }

  @Test(arguments: [0, 1, 31, 33, 40]) func `a proposal of another size is refused`(size: Int) {
    let bytes = Self.bytes(of: Self.proposal) + [UInt8](repeating: 0, count: 8)
    #expect(Self.read(Proposal.self, bytes.prefix(size)) == nil)
  }

  @Test(arguments: 0..<8) func `a proposal with another magic is refused`(byte: Int) {
    var bytes = Self.bytes(of: Self.proposal)
    bytes[byte] ^= 1
    #expect(Self.read(Proposal.self, bytes) == nil)
  }

  @Test(arguments: [Int32(0), EPERM, ESRCH, Int32.max])
  func `an answer comes back with its error number`(number: Int32) {
    let answer = ProposalAnswer(errorNumber: number)
    let bytes = Self.bytes(of: answer)
    #expect(bytes.prefix(8) == Self.bytes(of: Self.proposal).prefix(8))
    #expect(Self.read(ProposalAnswer.self, bytes) == answer)
    #expect(Self.read(ProposalAnswer.self, bytes)?.errorNumber == number)
  }

  @Test func `an answer of another size or with another magic is refused`() {
    var bytes = Self.bytes(of: ProposalAnswer())
    #expect(Self.read(ProposalAnswer.self, bytes.dropLast()) == nil)
    #expect(Self.read(ProposalAnswer.self, bytes + [0]) == nil)
    bytes[7] ^= 0x80
    #expect(Self.read(ProposalAnswer.self, bytes) == nil)
  }

  @Test func `an envelope has these bytes, and its sizes add up`() {
    let envelope = Envelope(inlineBytes: 80, slot: 0x0102, readRanges: 3, writtenRanges: 4)
    #expect(Self.bytes(of: envelope) == [80, 0, 0, 0, 2, 1, 3, 4])
    #expect(Self.read(Envelope.self, Self.bytes(of: envelope)) == envelope)
    #expect(envelope.rangeCount == 7)
    #expect(envelope.messageByteCount == 8 + 80 + 7 * 16)
    #expect(envelope.describes(received: 200, room: 192))
    #expect(!envelope.describes(received: 199, room: 4096))
    #expect(!envelope.describes(received: 201, room: 4096))
    #expect(!envelope.describes(received: 200, room: 191))
  }

  @Test func `ranges need a request's header and a word of the table`() {
    func accepts(_ envelope: Envelope) -> Bool {
      envelope.describes(received: envelope.messageByteCount, room: 4096)
    }
    #expect(accepts(Envelope(inlineBytes: 40, slot: 511, readRanges: 1)))
    #expect(!accepts(Envelope(inlineBytes: 39, slot: 511, readRanges: 1)))
    #expect(!accepts(Envelope(inlineBytes: 40, slot: 512, writtenRanges: 1)))
    #expect(accepts(Envelope(inlineBytes: 16, slot: 512)))
  }

  @Test func `the reply for unreachable pages is a header of length 0`() {
    let bytes = Self.bytes(of: ReplyHeader.unreachable(0x0A0B))
    #expect(bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0x0B, 0x0A, 0, 0, 0, 0, 0, 0])
  }

  @Test func `an ioctl's number is found in its command only under the right type`() {
    for number in ServerIoctl.Number.allCases {
      let command = 0xC000_7000 | UInt32(number.rawValue)
      #expect(ServerIoctl.Number(command: command) == number)
      #expect(ServerIoctl.Number(command: command ^ 0x100) == nil)
    }
    #expect(ServerIoctl.Number(command: 0x7000) == nil)
    #expect(ServerIoctl.Number(command: 0x7007) == nil)
  }
}
