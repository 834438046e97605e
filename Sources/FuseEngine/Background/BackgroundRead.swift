internal import CLinuxFuse
internal import Glibc

/// One READ under way in the background: its request, and the parts of its message and reply.
///
/// The memory of the parts is reused from read to read; the request is allocated as the design says.
final class BackgroundRead {
  let message: UnsafeMutableBufferPointer<iovec>
  let reply: UnsafeMutableBufferPointer<iovec>
  /// The request, while it is under way.
  var request: Request?
  /// The first page that the request asks for.
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

  /// Returns an object for another read.
  mutating func makeRoom() -> BackgroundRead { idle.popLast() ?? BackgroundRead() }

  /// Records a read that is about to be sent.
  mutating func begin(_ read: BackgroundRead, as unique: UInt64) { underWay[unique] = read }

  /// Removes a finished read; the caller takes its request before the object is reused.
  mutating func end(_ unique: UInt64) -> BackgroundRead? {
    guard let read = underWay.removeValue(forKey: unique) else { return nil }
    idle.append(read)
    return read
  }
}
