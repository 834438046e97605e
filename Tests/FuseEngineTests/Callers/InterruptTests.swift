import CLinuxFuse
import Foundation
import FuseEngine
import Testing

/// Requests whose caller gets a signal while it waits.
struct InterruptTests {
  /// How messages get to the server.
  enum Way: CaseIterable {
    case messages
    case stream
    case shared

    /// A connected pair of sockets of that kind: the engine's end and the server's.
    func makePair() throws -> (engine: Int32, server: Int32) {
      guard self == .stream else { return try SocketTransport.makePair() }
      var ends: [Int32] = [-1, -1]
      try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
      return (ends[0], ends[1])
    }
  }

  /// A connection that is negotiated, and the server that keeps its requests.
  struct Session: ~Copyable {
    let server: InterruptedServer
    let caller: CallerSignal
    var connection: Connection

    init(
      _ way: Way, _ script: [InterruptedServer.Answer], isChatty: Bool = false
    ) throws {
      let caller = CallerSignal()
      let pair = try way.makePair()
      let server = InterruptedServer(
        descriptor: pair.server, script: script, raising: caller, isChatty: isChatty)
      Thread.detachNewThread { server.run() }
      let transport: any Transport =
        way == .shared
        ? SharedSocket.Port(SharedSocket(adopting: pair.engine, timeoutSeconds: 20), caller: caller)
        : SocketTransport(adopting: pair.engine, timeoutSeconds: 20, caller: caller)
      var connection = Connection(
        transport: transport, design: .beforeScatterGather,
        caller: Caller(user: 1, group: 2, process: 3))
      try connection.initialize()
      self.server = server
      self.caller = caller
      self.connection = connection
    }
  }

  /// The header of the INTERRUPT of a request, as Linux fills it in since 4.20.
  static func header(of request: UInt64) -> [UInt8] {
    var header = fuse_in_header()
    header.len = 48
    header.opcode = FUSE_INTERRUPT.rawValue
    header.unique = request | 1
    return ScriptedTransport.bytes(of: header)
  }

  @Test(arguments: Way.allCases)
  func `a request that a signalled caller waits for is interrupted once`(way: Way) throws {
    var session = try Session(way, [.refuseRequest])
    #expect(
      throws: ConnectionError.refused(request: "GETATTR", ErrorNumber(rawValue: EINTR))
    ) { _ = try session.connection.size(of: .root) }
    // INIT was request 2.
    #expect(session.server.interrupts == [.init(header: Self.header(of: 4), request: 4)])
    session.caller.note()
    #expect(try session.connection.size(of: .root) == 6)
    #expect(session.server.interrupts.count == 1)
  }

  @Test(arguments: Way.allCases)
  func `each request under a pending signal is interrupted`(way: Way) throws {
    var session = try Session(way, [.refuseRequest, .refuseRequest])
    for _ in 0..<2 {
      #expect(throws: ConnectionError.self) { _ = try session.connection.size(of: .root) }
    }
    #expect(session.server.interrupts.map(\.request) == [4, 6])
  }

  @Test(arguments: Way.allCases)
  func `a server that sends one notification after the other is interrupted all the same`(
    way: Way
  ) throws {
    var session = try Session(way, [.refuseRequest], isChatty: true)
    #expect(
      throws: ConnectionError.refused(request: "GETATTR", ErrorNumber(rawValue: EINTR))
    ) { _ = try session.connection.size(of: .root) }
    #expect(session.server.interrupts.map(\.request) == [4])
  }

  @Test(arguments: Way.allCases)
  func `EAGAIN brings the INTERRUPT once more`(way: Way) throws {
    var session = try Session(
      way, [.answerInterrupt(EAGAIN), .answerInterrupt(EAGAIN), .refuseRequest])
    #expect(throws: ConnectionError.self) { _ = try session.connection.size(of: .root) }
    #expect(session.server.interrupts.map(\.request) == [4, 4, 4])
  }

  @Test(arguments: Way.allCases)
  func `EAGAIN without end is not waited for without end`(way: Way) throws {
    var session = try Session(way, Array(repeating: .answerInterrupt(EAGAIN), count: 1 << 20))
    let error = #expect(throws: ConnectionError.self) {
      _ = try session.connection.size(of: .root)
    }
    #expect(error == .transport(.interrupted(request: "GETATTR (request 4)")))
  }

  @Test(arguments: Way.allCases)
  func `after ENOSYS no request is interrupted`(way: Way) throws {
    var session = try Session(way, [.answerInterrupt(ENOSYS)])
    let error = #expect(throws: ConnectionError.self) {
      _ = try session.connection.size(of: .root)
    }
    #expect(error == .transport(.interrupted(request: "GETATTR (request 4)")))
    #expect(session.server.interrupts.count == 1)
  }

  @Test(arguments: Way.allCases)
  func `a server that does not answer loses the session after a second`(way: Way) throws {
    var session = try Session(way, [])
    let error = #expect(throws: ConnectionError.self) {
      _ = try session.connection.size(of: .root)
    }
    let expected = ConnectionError.transport(.interrupted(request: "GETATTR (request 4)"))
    #expect(error == expected)
    #expect(
      error?.description
        == "the server did not answer GETATTR (request 4) within 1 s of an interrupt")
    // The reply may still come, and would be taken for another's.
    session.server.answer(4)
    session.caller.note()
    #expect(throws: expected) { _ = try session.connection.size(of: .root) }
  }

  @Test(arguments: Way.allCases)
  func `an answer to an INTERRUPT may come when its request is over`(way: Way) throws {
    var session = try Session(way, [.answerBoth(EAGAIN)])
    #expect(try session.connection.size(of: .root) == 4)
    session.caller.note()
    #expect(try session.connection.size(of: .root) == 6)
    #expect(session.server.interrupts.count == 1)
  }

  @Test(arguments: Way.allCases, [1, 4000])
  func `an answer with bytes behind it breaks the protocol`(way: Way, bytes: Int) throws {
    var session = try Session(way, [.answerBytes(Array(repeating: 7, count: bytes))])
    let error = #expect(throws: ConnectionError.self) {
      _ = try session.connection.size(of: .root)
    }
    guard case .transport(.protocolBroken) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("INTERRUPT has \(16 + bytes) bytes") == true)
  }

  /// A server, the socket that callers share, and the signal for one of them.
  private func share(
    _ script: [InterruptedServer.Answer]
  ) throws -> (InterruptedServer, SharedSocket, CallerSignal) {
    let pair = try SocketTransport.makePair()
    let caller = CallerSignal()
    let server = InterruptedServer(descriptor: pair.server, script: script, raising: caller)
    Thread.detachNewThread { server.run() }
    return (server, SharedSocket(adopting: pair.engine, timeoutSeconds: 20), caller)
  }

  @Test func `a signal for one caller leaves the others alone`() throws {
    let (server, socket, caller) = try share([.nothing])
    var first = Connection(
      transport: SharedSocket.Port(socket), design: .beforeScatterGather)
    try first.initialize()
    let session = first.session
    let sizes = Found<UInt64>()
    let done = DispatchGroup()
    done.enter()
    Thread.detachNewThread {
      defer { done.leave() }
      var connection = Connection(
        transport: SharedSocket.Port(socket, caller: caller), session: session, job: 1)
      if let size = try? connection.size(of: .root) { sizes.append(size) }
    }
    while server.interrupts.isEmpty { usleep(1000) }
    #expect(server.interrupts.map(\.request) == [1 << 48 + 2])
    caller.note()
    // The other caller's request is answered while the first one still waits.
    #expect(try first.size(of: .root) == 4)
    server.answer(1 << 48 + 2)
    done.wait()
    #expect(sizes.all == [1 << 48 + 2])
    #expect(server.interrupts.count == 1)
  }

  @Test func `a request is interrupted while replies to others keep coming`() throws {
    let (_, socket, caller) = try share([.refuseRequest])
    var first = Connection(
      transport: SharedSocket.Port(socket), design: .beforeScatterGather)
    try first.initialize()
    let session = first.session
    let ends = Found<String>()
    let done = DispatchGroup()
    for job in 1...2 {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        var connection = Connection(
          transport: SharedSocket.Port(socket, caller: job == 1 ? caller : nil), session: session,
          job: job)
        do throws(ConnectionError) {
          repeat { _ = try connection.size(of: .root) } while job == 1 || ends.all.isEmpty
        } catch {
          ends.append("\(error)")
        }
      }
    }
    done.wait()
    #expect(ends.all == ["the server refused GETATTR: Interrupted system call"])
  }

  @Test(arguments: [false, true])
  func `reads ahead that nobody waits for are not interrupted`(isShared: Bool) throws {
    let pair = try SocketTransport.makePair()
    let server = HoldingServer(
      descriptor: pair.server, initial: HoldingServer.initial(), answered: nil, isSilent: false)
    Thread.detachNewThread { server.run() }
    let caller = CallerSignal()
    var connection = Connection(
      transport: isShared
        ? SharedSocket.Port(SharedSocket(adopting: pair.engine), caller: caller)
        : SocketTransport(adopting: pair.engine, caller: caller),
      design: .beforeScatterGather)
    try connection.initialize()
    let file = try connection.open(.root)
    let inode = Inode(node: .root, size: 1 << 30, capacity: 64)
    caller.raise()
    #expect(
      try connection.readAhead(0..<64, file: file, into: inode) == .transferred(64 * 4096))
    #expect(server.interrupts == 0)
  }
}
