import CLinuxFuse
import Foundation
import FuseEngine
import Testing

/// Several threads that share one socket: each gets the replies to its own requests.
struct SharedSocketTests {
  /// Answers GETATTR with the node's number as the size, a batch at a time and the last one first.
  final class ReversingServer: Sendable {
    private let descriptor: Int32
    private let batch: Int

    init(descriptor: Int32, batch: Int) {
      self.descriptor = descriptor
      self.batch = batch
    }

    func run() {
      var message = [UInt8](repeating: 0, count: 1 << 16)
      var waiting: [fuse_in_header] = []
      while recv(descriptor, &message, message.count, 0) > 0 {
        let header = message.withUnsafeBytes { $0.loadUnaligned(as: fuse_in_header.self) }
        if header.opcode == FUSE_INIT.rawValue {
          var answer = fuse_init_out()
          answer.major = 7
          answer.minor = 31
          reply(header, answer)
          continue
        }
        if header.opcode == FUSE_INTERRUPT.rawValue { continue }
        waiting.append(header)
        guard waiting.count == batch else { continue }
        for header in waiting.reversed() {
          var answer = fuse_attr_out()
          answer.attr.size = header.nodeid
          reply(header, answer)
        }
        waiting.removeAll()
      }
      close(descriptor)
    }

    private func reply<Value>(_ header: fuse_in_header, _ value: Value) {
      let body = ScriptedTransport.bytes(of: value)
      let head = fuse_out_header(
        len: UInt32(16 + body.count), error: 0, unique: header.unique)
      let bytes = ScriptedTransport.bytes(of: head) + body
      _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }

  @Test(arguments: [1, 2, 4, 8])
  func `replies in any order find the threads that wait for them`(jobs: Int) throws {
    let pair = try SocketTransport.makePair()
    let server = ReversingServer(descriptor: pair.server, batch: jobs)
    Thread.detachNewThread { server.run() }
    let socket = SharedSocket(adopting: pair.engine, timeoutSeconds: 20)
    var first = Connection(
      transport: SharedSocket.Port(socket), design: .beforeScatterGather)
    try first.initialize()
    let session = first.session
    let wrong = Found<String>()
    let done = DispatchGroup()
    for job in 1...jobs {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        var connection = Connection(
          transport: SharedSocket.Port(socket), session: session, job: job)
        for call in 0..<200 {
          let node = UInt64(job * 1000 + call)
          do {
            let size = try connection.size(of: NodeID(rawValue: node))
            if size != node { wrong.append("\(node): \(size)") }
          } catch {
            return wrong.append("\(node): \(error)")
          }
        }
      }
    }
    done.wait()
    #expect(wrong.all.isEmpty)
  }

  /// What four threads that wait are told when the server sends bytes, or goes away.
  func errors(
    afterSending bytes: [UInt8]?, timeoutSeconds: Int = 20
  ) throws -> [ConnectionError] {
    let pair = try SocketTransport.makePair()
    let server = ReversingServer(descriptor: pair.server, batch: 5)
    Thread.detachNewThread { server.run() }
    let socket = SharedSocket(adopting: pair.engine, timeoutSeconds: timeoutSeconds)
    var first = Connection(
      transport: SharedSocket.Port(socket), design: .beforeScatterGather)
    try first.initialize()
    let session = first.session
    let errors = Found<ConnectionError>()
    let done = DispatchGroup()
    for job in 1...4 {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        var connection = Connection(
          transport: SharedSocket.Port(socket), session: session, job: job)
        do throws(ConnectionError) { _ = try connection.size(of: .root) } catch {
          errors.append(error)
        }
      }
    }
    // Four of five requests wait for the fifth, which never comes.
    usleep(100_000)
    if let bytes {
      _ = send(pair.server, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    } else {
      shutdown(pair.server, Int32(SHUT_RDWR))
    }
    done.wait()
    return errors.all
  }

  @Test func `all threads learn that the server is gone`() throws {
    let told = try errors(afterSending: nil)
    #expect(told.count == 4)
    for error in told {
      guard case .transport(.serverGone) = error else {
        Issue.record("\(error)")
        continue
      }
    }
  }

  @Test func `all threads learn that a reply or a notification breaks the protocol`() throws {
    let stray = ScriptedTransport.bytes(of: fuse_out_header(len: 16, error: 0, unique: 98))
    let cut =
      ScriptedTransport.bytes(
        of: fuse_out_header(
          len: 17, error: Int32(FUSE_NOTIFY_RETRIEVE.rawValue), unique: 0)) + [1]
    for bytes in [stray, cut] {
      let told = try errors(afterSending: bytes)
      #expect(told.count == 4)
      for error in told {
        guard case .transport(.protocolBroken) = error else {
          Issue.record("\(error)")
          continue
        }
      }
    }
  }

  @Test func `all threads learn that the server hangs`() throws {
    let told = try errors(
      afterSending: ScriptedTransport.bytes(of: fuse_out_header(len: 16, error: 1, unique: 0)),
      timeoutSeconds: 1)
    #expect(told.count == 4)
    for error in told {
      guard case .transport(.timedOut) = error else {
        Issue.record("\(error)")
        continue
      }
    }
  }

  @Test func `a reply that nobody asked for ends the session`() throws {
    let pair = try SocketTransport.makePair()
    defer { close(pair.server) }
    let header = ScriptedTransport.bytes(of: fuse_out_header(len: 16, error: 0, unique: 98))
    _ = send(pair.server, header, header.count, 0)
    let socket = SharedSocket(adopting: pair.engine, timeoutSeconds: 5)
    var connection = Connection(
      transport: SharedSocket.Port(socket), design: .beforeScatterGather)
    let error = #expect(throws: ConnectionError.self) { try connection.initialize() }
    #expect(error?.description.contains("request 98") == true)
  }
}
