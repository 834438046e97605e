import CLinuxFuse
import Foundation
import Glibc
import Testing

/// A peer that shares rings of messages with the server, written a second time.
@Suite(.timeLimit(.minutes(2))) struct HostileRingTests {
  /// One ring: the bytes written and the bytes read, a page for these, then the messages.
  struct Ring {
    let start: UnsafeMutableRawPointer

    var tail: UInt32 {
      get { start.load(as: UInt32.self) }
      nonmutating set { start.storeBytes(of: newValue, as: UInt32.self) }
    }

    var head: UInt32 {
      get { start.load(fromByteOffset: 128, as: UInt32.self) }
      nonmutating set { start.storeBytes(of: newValue, toByteOffset: 128, as: UInt32.self) }
    }

    func put(_ message: [UInt8], length: UInt32? = nil) {
      let record = bytes(of: length ?? UInt32(message.count)) + bytes(of: UInt32(0)) + message
      (start + 4096 + Int(tail)).copyMemory(from: record, byteCount: record.count)
      tail += UInt32((record.count + 7) / 8 * 8)
    }

    /// Waits for a message, which the server may take its time for.
    func take() -> [UInt8] {
      HostileRingTests.wait { tail != head }
      let record = start + 4096 + Int(head)
      let length = Int(record.load(as: UInt32.self))
      head += UInt32(8 + (length + 7) / 8 * 8)
      return Array(UnsafeRawBufferPointer(start: record + 8, count: length))
    }
  }

  /// Waits for what the server does, unless it has died over it.
  static func wait(_ isDone: () -> Bool) {
    for _ in 0..<20_000 where !isDone() { usleep(1000) }
    #expect(isDone())
  }

  static let sharedBytes = 4096 + 2 * (4096 + 65_536)

  private func rings(of peer: HostilePeerTests.Peer) -> (toServer: Ring, toPeer: Ring) {
    let start = UnsafeMutableRawPointer(peer.words)
    return (Ring(start: start + 4096), Ring(start: start + 2 * 4096 + 65_536))
  }

  private func initial() -> [UInt8] {
    var arguments = fuse_init_in()
    arguments.major = 7
    arguments.minor = 31
    let body = bytes(of: arguments)
    var header = fuse_in_header()
    header.opcode = FUSE_INIT.rawValue
    header.unique = 2
    header.len = UInt32(40 + body.count)
    return bytes(of: header.len) + [0, 0, 0, 0] + bytes(of: header) + body
  }

  @Test func `requests and replies go through the rings`() throws {
    let peer = try HostilePeerTests.Peer(sharedBytes: Self.sharedBytes)
    let (toServer, toPeer) = rings(of: peer)
    #expect(toServer.start.load(fromByteOffset: 256, as: UInt32.self) == 1)
    toServer.put(initial())
    let answer = toPeer.take()
    #expect(try value(fuse_out_header.self, in: answer).unique == 2)
    #expect(answer.count >= 16 + 24)
  }

  /// What the peer writes there, and what that breaks.
  enum Wrong: CaseIterable {
    case tailBehindTheRing, recordWithoutEnd, messageWithoutEnvelope, replyReadTooFar
  }

  @Test(arguments: Wrong.allCases)
  func `a ring that breaks the agreement ends the server in order`(wrong: Wrong) throws {
    let peer = try HostilePeerTests.Peer(sharedBytes: Self.sharedBytes)
    let (toServer, toPeer) = rings(of: peer)
    switch wrong {
    case .tailBehindTheRing: toServer.tail = 80_000
    case .recordWithoutEnd: toServer.put(initial(), length: .max)
    case .messageWithoutEnvelope: toServer.put([1, 2, 3])
    case .replyReadTooFar:
      toPeer.head = 77_777
      toServer.put(initial())
      // The reply cannot be written; the server goes on with a peer that it still may hear.
      Self.wait { toServer.head != 0 }
      peer.client.disconnect()
      #expect(peer.client.server.wait() == 0)
      return
    }
    #expect(try peer.receive().isEmpty)
    peer.client.disconnect()
    #expect(peer.client.server.wait() == 74)
  }

  @Test(arguments: [["-s", "-s"], ["-o", "max_threads=4"]])
  func `a signal ends a server whose replies nobody reads`(threading: [String]) throws {
    let peer = try HostilePeerTests.Peer(sharedBytes: Self.sharedBytes, threading: threading)
    let (toServer, toPeer) = rings(of: peer)
    toServer.put(initial())
    _ = toPeer.take()
    var header = fuse_in_header()
    header.opcode = FUSE_GETATTR.rawValue
    header.nodeid = 1
    header.len = UInt32(40 + MemoryLayout<fuse_getattr_in>.size)
    for number in 2..<600 {
      header.unique = UInt64(2 * number)
      toServer.put(
        bytes(of: header.len) + [0, 0, 0, 0] + bytes(of: header) + bytes(of: fuse_getattr_in()))
    }
    // Who finds no room for its reply counts itself as asleep.
    Self.wait { toPeer.start.load(fromByteOffset: 132, as: UInt32.self) != 0 }
    kill(peer.client.server.processID, SIGTERM)
    #expect(peer.client.server.wait() == 0)
  }

  @Test(arguments: [["-s", "-s"], ["-o", "max_threads=4"]], [SIGTERM, nil])
  func `a server that waits at its ring ends in order`(threading: [String], signal: Int32?) throws {
    let peer = try HostilePeerTests.Peer(sharedBytes: Self.sharedBytes, threading: threading)
    let (toServer, toPeer) = rings(of: peer)
    toServer.put(initial())
    _ = toPeer.take()
    if let signal { kill(peer.client.server.processID, signal) } else { peer.client.disconnect() }
    #expect(peer.client.server.wait() == 0)
  }
}
