internal import CLinuxFutex
internal import Glibc
internal import Synchronization

/// Messages one way between two processes, in memory that both map.
///
/// One side writes at the tail, the other one reads at the head; both count bytes and never go back.
/// Who finds nothing to read, or no room to write, sleeps on the other side's count and is woken only
/// where it sleeps (futex(2)). What the other side has written is checked before it is believed.
struct MessageRing: @unchecked Sendable {
  // The counts are atomics, and where they are never changes. The bytes belong to the writer until
  // the tail has passed them, then to the reader until the head has.
  private let counts: UnsafeMutablePointer<Atomic<UInt32>>
  private let bytes: UnsafeMutableRawPointer

  private static let capacity: UInt32 = 1 << 16
  private static let countsByteCount = 4096
  /// Bytes of memory that a ring takes.
  static let byteCount = countsByteCount + Int(capacity)
  /// Bytes of the longest message that it carries.
  static let mostBytes = 1 << 14

  /// Where each count lies; the two sides' do not share a line of the cache.
  private enum Place {
    static let tail = 0
    static let readersAsleep = 1
    static let head = 32
    static let writersAsleep = 33
    static let isInUse = 64
    static let isOver = 65
  }

  init(at start: UnsafeMutableRawPointer) {
    counts = start.bindMemory(
      to: Atomic<UInt32>.self, capacity: Self.countsByteCount / MemoryLayout<UInt32>.size)
    bytes = start + Self.countsByteCount
  }

  /// Whether both sides use it.
  var isInUse: Bool { counts[Place.isInUse].load(ordering: .acquiring) == 1 }

  /// Says that both sides use it.
  func use() { counts[Place.isInUse].store(1, ordering: .releasing) }

  /// Sleeps until there is more than a reader has seen; returns whether it was woken, with `errno` set
  /// where it was not.
  func sleepForMessage(head: UInt32, microseconds: Int) -> Bool {
    sleep(on: Place.tail, asleep: Place.readersAsleep, value: head, microseconds)
  }

  /// Sleeps until there is more room than a writer has seen; returns as above.
  func sleepForRoom(head: UInt32, microseconds: Int) -> Bool {
    sleep(on: Place.head, asleep: Place.writersAsleep, value: head, microseconds)
  }

  private func sleep(
    on count: Int, asleep: Int, value: UInt32, _ microseconds: Int
  ) -> Bool {
    // Whatever the other side makes of the count, it must not end this one.
    counts[asleep].wrappingAdd(1, ordering: .sequentiallyConsistent)
    let status = linux_futex_wait(counts + count, value, microseconds)
    let code = errno
    counts[asleep].wrappingSubtract(1, ordering: .sequentiallyConsistent)
    errno = code
    return status == 0 || code == EAGAIN
  }

  /// Whether one side has said that nothing comes any more.
  var isOver: Bool { counts[Place.isOver].load(ordering: .acquiring) != 0 }

  /// Says that nothing comes any more, and wakes all who sleep.
  func end() {
    counts[Place.isOver].store(1, ordering: .releasing)
    linux_futex_wake(counts + Place.tail, .max)
    linux_futex_wake(counts + Place.head, .max)
  }

  /// The writing side, for one thread at a time.
  struct Writer: Sendable {
    let ring: MessageRing
    private var tail: UInt32 = 0

    init(_ ring: MessageRing) { self.ring = ring }

    /// What came of writing.
    enum Outcome {
      case done
      /// There is no room, as long as the reader does not go on from here.
      case full(head: UInt32)
      /// The reader says that it has read what was never written.
      case broken
    }

    /// Whether there is room for a message.
    func room(for byteCount: Int) -> Outcome {
      let head = ring.counts[Place.head].load(ordering: .acquiring)
      let used = tail &- head
      guard used <= capacity else { return .broken }
      return used + Record(byteCount: byteCount).footprint <= capacity ? .done : .full(head: head)
    }

    /// Writes a message, or a note that the next one is in the socket.
    mutating func put(_ parts: UnsafeBufferPointer<iovec>?, byteCount: Int) -> Outcome {
      let room = room(for: byteCount)
      guard case .done = room else { return room }
      var record = Record(byteCount: byteCount, isInSocket: parts == nil)
      ring.write(&record, MemoryLayout<Record>.size, at: tail)
      var place = tail &+ UInt32(MemoryLayout<Record>.size)
      for part in parts ?? UnsafeBufferPointer(start: nil, count: 0) {
        guard let base = part.iov_base else { continue }
        ring.write(base, part.iov_len, at: place)
        place &+= UInt32(part.iov_len)
      }
      tail &+= record.footprint
      ring.publish(tail, at: Place.tail, Place.readersAsleep)
      return .done
    }
  }

  /// The reading side, for one thread at a time.
  struct Reader: Sendable {
    let ring: MessageRing
    private var head: UInt32 = 0

    init(_ ring: MessageRing) { self.ring = ring }

    /// What comes next.
    enum Next {
      /// Nothing, as long as the writer does not go on from here.
      case nothing(head: UInt32)
      case message(byteCount: Int)
      case inSocket
      /// The writer says that it has written what cannot be.
      case broken
    }

    /// Looks at what comes next.
    func next() -> Next {
      let ready = ring.counts[Place.tail].load(ordering: .acquiring) &- head
      if ready == 0 { return .nothing(head: head) }
      var record = Record(byteCount: 0)
      guard MemoryLayout<Record>.size...Int(capacity) ~= Int(ready) else { return .broken }
      ring.read(&record, MemoryLayout<Record>.size, at: head)
      guard record.byteCount <= mostBytes, record.footprint <= ready else { return .broken }
      if record.isInSocket { return .inSocket }
      return record.byteCount > 0 ? .message(byteCount: Int(record.byteCount)) : .broken
    }

    /// Copies as much of the next message as there is room for.
    func copy(_ byteCount: Int, into parts: UnsafeBufferPointer<iovec>) {
      var place = head &+ UInt32(MemoryLayout<Record>.size)
      var left = byteCount
      for part in parts where left > 0 {
        let count = min(part.iov_len, left)
        if let base = part.iov_base { ring.read(base, count, at: place) }
        place &+= UInt32(count)
        left -= count
      }
    }

    /// Goes on behind a message of a length.
    mutating func skip(_ byteCount: Int) {
      head &+= Record(byteCount: byteCount).footprint
      ring.publish(head, at: Place.head, Place.writersAsleep)
    }
  }

  /// What comes before each message.
  private struct Record {
    var byteCount: UInt32
    var mark: UInt32

    init(byteCount: Int, isInSocket: Bool = false) {
      self.byteCount = UInt32(byteCount)
      mark = isInSocket ? 1 : 0
    }

    var isInSocket: Bool { mark != 0 }

    /// Bytes of the record and its message, so many that the next record is aligned.
    var footprint: UInt32 { UInt32(MemoryLayout<Self>.size) + (byteCount + 7) / 8 * 8 }
  }

  private func publish(_ count: UInt32, at place: Int, _ asleep: Int) {
    counts[place].store(count, ordering: .sequentiallyConsistent)
    if counts[asleep].load(ordering: .sequentiallyConsistent) > 0 {
      linux_futex_wake(counts + place, 1)
    }
  }

  private func write(_ source: UnsafeRawPointer, _ count: Int, at place: UInt32) {
    let offset = Int(place & (Self.capacity - 1))
    let first = min(count, Int(Self.capacity) - offset)
    memcpy(bytes + offset, source, first)
    memcpy(bytes, source + first, count - first)
  }

  private func read(_ target: UnsafeMutableRawPointer, _ count: Int, at place: UInt32) {
    let offset = Int(place & (Self.capacity - 1))
    let first = min(count, Int(Self.capacity) - offset)
    memcpy(target, bytes + offset, first)
    memcpy(target + first, bytes, count - first)
  }
}
