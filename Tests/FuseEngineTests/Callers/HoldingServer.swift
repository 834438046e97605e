import CLinuxFuse
import Foundation
import FuseEngine

/// A server that holds READs back until no more come, then answers the last one first.
///
/// Every page of its file is full of the page's number, modulo 256.
final class HoldingServer: @unchecked Sendable {
  // What it saw is only touched while the lock is held.
  private let lock = NSLock()
  private var most = 0
  private var interrupted = 0
  private let descriptor: Int32
  private let initial: fuse_init_out
  /// READs that it answers before it ends or falls silent; nil for all.
  private let answered: Int?
  private let isSilent: Bool

  init(
    descriptor: Int32, initial: fuse_init_out, answered: Int? = nil, isSilent: Bool = false
  ) {
    self.descriptor = descriptor
    self.initial = initial
    self.answered = answered
    self.isSilent = isSilent
  }

  /// INIT's reply of a server that takes reads in the background.
  static func initial(
    background: UInt16 = 0, readAheadPages: Int = 32, pages: UInt16 = 0
  ) -> fuse_init_out {
    var answer = fuse_init_out()
    answer.major = 7
    answer.minor = 31
    answer.max_write = 131_072
    answer.max_readahead = UInt32(readAheadPages * 4096)
    answer.flags = UInt32(FUSE_ASYNC_READ) | (pages > 0 ? UInt32(FUSE_MAX_PAGES) : 0)
    answer.max_background = background
    answer.max_pages = pages
    return answer
  }

  /// The most READs that waited at once.
  var mostHeld: Int { lock.withLock { most } }
  /// INTERRUPTs that came.
  var interrupts: Int { lock.withLock { interrupted } }

  func run() {
    var message = [UInt8](repeating: 0, count: 1 << 16)
    var held: [(fuse_in_header, fuse_read_in)] = []
    var left = answered ?? .max
    while true {
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if !held.isEmpty, Glibc.poll(&poll, 1, 100) == 0 {
        for (header, body) in held.reversed() where left > 0 {
          left -= 1
          reply(header, pages(of: body))
        }
        if left == 0, !isSilent { break }
        held.removeAll()
      }
      guard recv(descriptor, &message, message.count, 0) > 0 else { break }
      let header = message.withUnsafeBytes { $0.loadUnaligned(as: fuse_in_header.self) }
      switch header.opcode {
      case FUSE_INIT.rawValue: reply(header, ScriptedTransport.bytes(of: initial))
      case FUSE_OPEN.rawValue: reply(header, ScriptedTransport.bytes(of: fuse_open_out()))
      case FUSE_READ.rawValue:
        let body = message.withUnsafeBytes {
          $0.loadUnaligned(fromByteOffset: 40, as: fuse_read_in.self)
        }
        held.append((header, body))
        lock.withLock { most = max(most, held.count) }
      case FUSE_INTERRUPT.rawValue: lock.withLock { interrupted += 1 }
      default: reply(header, [])
      }
    }
    close(descriptor)
  }

  private func pages(of body: fuse_read_in) -> [UInt8] {
    Self.pages(from: Int(body.offset) / 4096, count: Int(body.size) / 4096)
  }

  /// What some pages of the file hold.
  static func pages(from first: Int, count: Int) -> [UInt8] {
    (first..<(first + count)).flatMap {
      Array(repeating: UInt8(truncatingIfNeeded: $0), count: 4096)
    }
  }

  private func reply(_ header: fuse_in_header, _ body: [UInt8]) {
    let head = fuse_out_header(len: UInt32(16 + body.count), error: 0, unique: header.unique)
    let bytes = ScriptedTransport.bytes(of: head) + body
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}
