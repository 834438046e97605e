import CLinuxFuse
import Foundation
import FuseEngine
import PeerProtocol
import Testing

/// A server that uses leased pages in ways that the bundled one never does.
final class LeaseServer: Sendable {
  /// What it does with a READ that leases pages.
  enum Manner: CaseIterable, Sendable {
    /// Says that it cannot reach them.
    case refuses
    /// Puts half of the data there.
    case answersShort
    /// Puts the data there, sends a notification, then the reply.
    case notifiesBetween
    /// Says that it wrote more than was leased.
    case boasts
    /// Sends more than was asked, through the socket.
    case answersTooLong
    /// Ends while it says that it is moving bytes.
    case diesMoving
    /// Says nothing.
    case isSilent
    /// Says that it cannot reach them, and answers only when it was interrupted twice.
    case refusesAndHolds
  }

  /// What it raises when it holds a request.
  let caller = CallerSignal()
  /// The requests whose INTERRUPT came.
  let interrupts = Found<UInt64>()

  private let descriptor: Int32
  private let manner: Manner

  init(descriptor: Int32, manner: Manner) {
    self.descriptor = descriptor
    self.manner = manner
  }

  static let data = [UInt8](repeating: 0xAB, count: 1 << 16)

  func run() {
    var message = [UInt8](repeating: 0, count: 1 << 18)
    guard recv(descriptor, &message, message.count, 0) == 32 else { return }
    let hello = message.prefix(32).withUnsafeBytes { Array($0.bindMemory(to: UInt64.self)) }
    UnsafeMutablePointer<UInt64>(bitPattern: UInt(hello[2]))?.pointee = ~hello[1]
    let words = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, Int32(hello[3]), 0)
    send(ScriptedTransport.bytes(of: (hello[0], UInt64(0))))
    while recv(descriptor, &message, message.count, 0) > 0 {
      let header = message.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: 8, as: fuse_in_header.self)
      }
      switch header.opcode {
      case FUSE_INIT.rawValue: reply(header, HoldingServer.initial())
      case FUSE_OPEN.rawValue: reply(header, fuse_open_out())
      case FUSE_READ.rawValue where message[7] == 0 && manner == .refusesAndHolds:
        caller.raise()
      case FUSE_INTERRUPT.rawValue where manner == .refusesAndHolds:
        let unique = header.unique & ~1
        interrupts.append(unique)
        // Once it wants the INTERRUPT again; then the reply comes whole.
        send(
          interrupts.all.count == 1
            ? Self.header(16, header.unique, code: -EAGAIN)
            : Self.header(16 + Self.data.count, unique) + Self.data)
      case FUSE_READ.rawValue where message[7] == 0:
        send(Self.header(16 + Self.data.count, header.unique) + Self.data)
      case FUSE_READ.rawValue:
        let slot = Int(message[4]) + Int(message[5]) << 8
        let word = words?.advanced(by: 8 * slot).assumingMemoryBound(to: UInt64.self)
        let address = message.withUnsafeBytes {
          $0.loadUnaligned(fromByteOffset: 88, as: UInt64.self)
        }
        guard
          answer(header, word, UnsafeMutableRawPointer(bitPattern: UInt(address)))
        else { return }
      default: send(Self.header(16, header.unique))
      }
    }
    close(descriptor)
  }

  /// Answers a READ that leases pages; false where the server ends over it.
  private func answer(
    _ header: fuse_in_header, _ word: UnsafeMutablePointer<UInt64>?,
    _ pages: UnsafeMutableRawPointer?
  ) -> Bool {
    #expect(word?.pointee == header.unique)
    switch manner {
    case .refuses, .refusesAndHolds: send(Self.header(0, header.unique))
    case .answersShort:
      pages?.copyMemory(from: Self.data, byteCount: Self.data.count / 2)
      send(Self.header(16 + Self.data.count / 2, header.unique))
    case .notifiesBetween:
      pages?.copyMemory(from: Self.data, byteCount: Self.data.count)
      var notice = fuse_notify_store_out()
      notice.nodeid = 77
      notice.size = 20_000
      send(
        Self.header(16 + 24 + 20_000, 0, code: Int32(FUSE_NOTIFY_STORE.rawValue))
          + ScriptedTransport.bytes(of: notice) + [UInt8](repeating: 1, count: 20_000))
      send(Self.header(16 + Self.data.count, header.unique))
    case .boasts: send(Self.header(16 + Self.data.count + 1, header.unique))
    case .answersTooLong:
      send(Self.header(17 + Self.data.count, header.unique) + Self.data + [1])
    case .diesMoving:
      word?.pointee |= 1 << 63
      close(descriptor)
      return false
    case .isSilent: break
    }
    return true
  }

  private static func header(_ length: Int, _ unique: UInt64, code: Int32 = 0) -> [UInt8] {
    ScriptedTransport.bytes(
      of: fuse_out_header(len: UInt32(length), error: code, unique: unique))
  }

  private func reply<Value>(_ header: fuse_in_header, _ value: Value) {
    let body = ScriptedTransport.bytes(of: value)
    send(Self.header(16 + body.count, header.unique) + body)
  }

  private func send(_ bytes: [UInt8]) {
    _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}

/// The engine's pages that a server reaches by address.
struct LeasedPagesTests {
  /// What comes of a read of 64 KiB, and whether the pages hold the server's bytes.
  static func read(
    _ manner: LeaseServer.Manner, shared: Bool
  ) throws -> (result: String, matching: Int, interrupts: [UInt64]) {
    let pair = try SocketTransport.makePair()
    let server = LeaseServer(descriptor: pair.server, manner: manner)
    Thread.detachNewThread { server.run() }
    let access = try PeerAccess(proposingOn: pair.engine, to: 0)
    let transport: any Transport =
      shared
      ? SharedSocket.Port(
        SharedSocket(adopting: pair.engine, timeoutSeconds: 1, access: access),
        caller: server.caller)
      : SocketTransport(
        adopting: pair.engine, timeoutSeconds: 1, access: access, caller: server.caller)
    var connection = Connection(transport: transport, design: try Bench.design(11))
    try connection.initialize()
    let file = try connection.open(NodeID(rawValue: 2))
    let buffers = try SegmentBuffers([SegmentShape(offset: 0, length: 1 << 16)])
    var told = ""
    buffers.withVector { vector in
      do throws(TransportError) {
        told = "\(try connection.directIO(.read, file: file, vector: vector, at: 0))"
      } catch {
        told = "\(error)"
      }
    }
    let matching = buffers.withBytes { $0.prefix { $0 == 0xAB }.count }
    return (told, matching, server.interrupts.all)
  }

  static let outcomes: [(LeaseServer.Manner, String, Int?)] = [
    (.refuses, "65536", 65536), (.answersShort, "32768", 32768),
    (.notifiesBetween, "65536", 65536), (.boasts, "it says 65553 bytes and has 16", nil),
    (.answersTooLong, "Input/output error", nil), (.diesMoving, "the server ended", 0),
    (.isSilent, "did not answer READ", 0),
  ]

  @Test(arguments: Self.outcomes, [false, true])
  func `a read comes to what the server did with the pages`(
    outcome: (manner: LeaseServer.Manner, told: String, matching: Int?), isShared: Bool
  ) throws {
    let (result, matching, _) = try Self.read(outcome.manner, shared: isShared)
    #expect(result.contains(outcome.told))
    if let expected = outcome.matching { #expect(matching == expected) }
  }

  @Test(arguments: [false, true])
  func `a read that was refused its pages can be interrupted, and its data arrives`(
    isShared: Bool
  ) throws {
    let (result, matching, interrupts) = try Self.read(.refusesAndHolds, shared: isShared)
    #expect(result.contains("65536"))
    #expect(matching == 65536)
    // INIT and OPEN were requests 2 and 4.
    #expect(interrupts == [6, 6])
  }

  @Test func `a server that answers no proposal is told apart`() throws {
    let pair = try SocketTransport.makePair()
    defer { close(pair.engine) }
    close(pair.server)
    #expect(throws: ErrorNumber.self) { try PeerAccess(proposingOn: pair.engine, to: 0) }
  }

  /// Answers to a proposal, and the error that each one gives.
  static let answers: [(answer: [UInt8], error: Int32)] = {
    let good = ScriptedTransport.bytes(of: ProposalAnswer())
    return [
      // The answer is right, but nothing has answered the cookie.
      (good, ESRCH),
      (ScriptedTransport.bytes(of: ProposalAnswer(errorNumber: EPERM)), EPERM),
      (Array(good.dropLast()), EPROTO), (good + [0], EPROTO), ([0xFE] + good.dropFirst(), EPROTO),
      ([UInt8](repeating: 0, count: 16), EPROTO),
    ]
  }()

  @Test(arguments: Self.answers)
  func `an answer of another size, magic or meaning is an error`(
    answer: [UInt8], error: Int32
  ) throws {
    let pair = try SocketTransport.makePair()
    defer {
      close(pair.engine)
      close(pair.server)
    }
    _ = Glibc.send(pair.server, answer, answer.count, 0)
    #expect(throws: ErrorNumber(rawValue: error)) {
      try PeerAccess(proposingOn: pair.engine, to: 0)
    }
    // What the engine has sent is what the server's half reads.
    var proposal = [UInt8](repeating: 0, count: 100)
    let count = recv(pair.server, &proposal, proposal.count, 0)
    #expect(count == Proposal.wireByteCount)
    #expect(proposal.withUnsafeBytes { Proposal(message: .init(rebasing: $0[..<count])) } != nil)
  }

  @Test func `the headers of the agreement are those of the protocol`() {
    #expect(RequestHeader.byteCount == MemoryLayout<fuse_in_header>.size)
    #expect(RequestHeader.uniqueOffset == MemoryLayout<fuse_in_header>.offset(of: \.unique))
    #expect(ReplyHeader.wireByteCount == MemoryLayout<fuse_out_header>.size)
    #expect(
      MemoryLayout<ReplyHeader>.offset(of: \.length)
        == MemoryLayout<fuse_out_header>.offset(of: \.len))
    #expect(
      MemoryLayout<ReplyHeader>.offset(of: \.error)
        == MemoryLayout<fuse_out_header>.offset(of: \.error))
    #expect(
      MemoryLayout<ReplyHeader>.offset(of: \.unique)
        == MemoryLayout<fuse_out_header>.offset(of: \.unique))
  }
}
