internal import CLinuxFuse
internal import Glibc

/// Room for one READ under way in the background: its request, and the parts of its message and
/// reply.
///
/// The room is kept from read to read; the request is the design's own.
final class BackgroundRead {
  let message: UnsafeMutableBufferPointer<iovec>
  let reply: UnsafeMutableBufferPointer<iovec>
  /// The request, while it is under way.
  var request: Request?
  /// The first page that it asks for.
  var firstIndex: UInt64 = 0

  init() {
    message = .allocate(capacity: 2)
    message.initialize(repeating: iovec())
    reply = .allocate(capacity: 2 + Limits.pagesPerRequest)
    reply.initialize(repeating: iovec())
  }

  deinit {
    message.deallocate()
    reply.deallocate()
  }
}

/// The reads of one caller that are under way.
struct BackgroundReads {
  /// By the number of the request.
  private(set) var underWay: [UInt64: BackgroundRead] = [:]
  private var idle: [BackgroundRead] = []

  var isEmpty: Bool { underWay.isEmpty }

  /// Room for another read.
  mutating func makeRoom() -> BackgroundRead { idle.popLast() ?? BackgroundRead() }

  /// Takes note of a read that is about to be sent.
  mutating func begin(_ read: BackgroundRead, as unique: UInt64) { underWay[unique] = read }

  /// Ends a read and gives its room back; its request is the caller's.
  mutating func end(_ unique: UInt64) -> BackgroundRead? {
    guard let read = underWay.removeValue(forKey: unique) else { return nil }
    idle.append(read)
    return read
  }
}
