import CLinuxFuse
import Foundation
import FuseEngine
import Testing

/// A server that agrees to rings of messages and then breaks what was agreed.
struct BrokenRingTests {
  /// Answers the proposal, and writes a count of bytes that no ring holds.
  private static func serve(_ descriptor: Int32, tail: UInt32) {
    var hello = [UInt64](repeating: 0, count: 4)
    guard recv(descriptor, &hello, 32, 0) == 32 else { return }
    UnsafeMutablePointer<UInt64>(bitPattern: UInt(hello[2]))?.pointee = ~hello[1]
    let size = 4096 + 2 * (4096 + 65_536)
    guard
      let pages = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, Int32(hello[3]), 0),
      pages != MAP_FAILED
    else { return }
    let (toServer, toEngine) = (pages + 4096, pages + 2 * 4096 + 65_536)
    toServer.storeBytes(of: 1, toByteOffset: 256, as: UInt32.self)
    toEngine.storeBytes(of: tail, as: UInt32.self)
    var answer = [hello[0], 0]
    _ = send(descriptor, &answer, 16, Int32(MSG_NOSIGNAL))
    // The engine ends the session.
    var byte: UInt8 = 0
    while recv(descriptor, &byte, 1, 0) > 0 {}
    munmap(pages, size)
    close(descriptor)
  }

  // Nothing is in a record of zeros.
  @Test(arguments: [UInt32(80_000), 4, 64], [false, true])
  func `an inconsistent ring ends the session`(tail: UInt32, isShared: Bool) throws {
    let pair = try SocketTransport.makePair()
    let server = pair.server
    Thread.detachNewThread { Self.serve(server, tail: tail) }
    let access = try PeerAccess(proposingOn: pair.engine, to: 0)
    var connection = Connection(
      transport: isShared
        ? SharedSocket.Port(SharedSocket(adopting: pair.engine, access: access))
        : SocketTransport(adopting: pair.engine, access: access),
      design: .beforeScatterGather)
    let error = #expect(throws: ConnectionError.self) { try connection.initialize() }
    guard case .transport(.protocolBroken) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("inconsistent") == true)
  }
}
