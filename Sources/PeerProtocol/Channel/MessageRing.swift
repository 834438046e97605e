internal import CLinuxFutex
internal import Glibc
internal import Synchronization

/// A queue of messages from one process to another, in memory that both map.
///
/// One side writes at the tail, the other one reads at the head; both count bytes, modulo 2³², and
/// never go back. A side that finds nothing to read, or no room to write, sleeps on the other side's
/// count, and the other side makes the wake-up call only where somebody sleeps (futex(2)). Everything
/// that the other side has written is checked before it is used.
struct MessageRing: @unchecked Sendable {
  // The counts are atomics whose addresses never change. A byte belongs to the writer until the tail
  // has passed it, then to the reader until the head has.
  private let counts: UnsafeMutablePointer<Atomic<UInt32>>
  private let bytes: UnsafeMutableRawPointer

  private static let capacity: UInt32 = 1 << 16
  private static let countsByteCount = 4096
  /// Bytes of memory that a ring needs.
  static let byteCount = countsByteCount + Int(capacity)
  /// Bytes of the longest message that a ring carries.
  static let mostBytes = 1 << 14

  /// The index of each count in the first page; the two sides' counts share no cache line.
  private enum Index {
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

  /// Whether the server uses the ring.
  var isInUse: Bool { counts[Index.isInUse].load(ordering: .acquiring) == 1 }

  /// Tells the engine that the server uses the ring.
  func use() { counts[Index.isInUse].store(1, ordering: .releasing) }

  /// Sleeps until the tail moves past the end of what a reader has seen.
  ///
  /// - Returns: Whether the thread was woken; `errno` is set where it was not.
  func sleepForMessage(head: UInt32, microseconds: Int) -> Bool {
    sleep(on: Index.tail, asleep: Index.readersAsleep, value: head, microseconds)
  }

  /// Sleeps until the head moves past what a writer has seen; returns as above.
  func sleepForRoom(head: UInt32, microseconds: Int) -> Bool {
    sleep(on: Index.head, asleep: Index.writersAsleep, value: head, microseconds)
  }

  private func sleep(
    on count: Int, asleep: Int, value: UInt32, _ microseconds: Int
  ) -> Bool {
    // Wrapping: whatever the other side writes to the count, this process must not trap.
    counts[asleep].wrappingAdd(1, ordering: .sequentiallyConsistent)
    let status = linux_futex_wait(counts + count, value, microseconds)
    let code = errno
    counts[asleep].wrappingSubtract(1, ordering: .sequentiallyConsistent)
    errno = code
    return status == 0 || code == EAGAIN
  }

  /// Whether one side has ended the ring.
  var isOver: Bool { counts[Index.isOver].load(ordering: .acquiring) != 0 }

  /// Ends the ring, behind whose last message none follows, and wakes all threads that sleep at it.
  func end() {
    counts[Index.isOver].store(1, ordering: .releasing)
    linux_futex_wake(counts + Index.tail, .max)
    linux_futex_wake(counts + Index.head, .max)
  }

  /// The writing side, for one thread at a time.
  struct Writer: Sendable {
    let ring: MessageRing
    private var tail: UInt32 = 0

    init(_ ring: MessageRing) { self.ring = ring }

    /// The result of writing.
    enum Outcome {
      case done
      /// There is no room until the reader moves past this head.
      case full(head: UInt32)
      /// The head lies beyond what was written.
      case broken
    }

    /// Whether there is room for a message.
    func room(for byteCount: Int) -> Outcome {
      let head = ring.counts[Index.head].load(ordering: .acquiring)
      let used = tail &- head
      guard used <= capacity else { return .broken }
      return used + Record(byteCount: byteCount).footprint <= capacity ? .done : .full(head: head)
    }

    /// Writes a message of at most ``mostBytes``, or, without parts, a note that the next message is in
    /// the socket.
    mutating func put(_ parts: UnsafeBufferPointer<iovec>?, byteCount: Int) -> Outcome {
      precondition(byteCount <= mostBytes, "a longer message goes through the socket")
      let room = room(for: byteCount)
      guard case .done = room else { return room }
      var record = Record(byteCount: byteCount, isInSocket: parts == nil)
      ring.write(&record, MemoryLayout<Record>.size, at: tail)
      var position = tail &+ UInt32(MemoryLayout<Record>.size)
      for part in parts ?? UnsafeBufferPointer(start: nil, count: 0) {
        guard let base = part.iov_base else { continue }
        ring.write(base, part.iov_len, at: position)
        position &+= UInt32(part.iov_len)
      }
      precondition(
        position &- tail == UInt32(MemoryLayout<Record>.size + byteCount),
        "the parts have as many bytes as the record says")
      tail &+= record.footprint
      ring.publish(tail, at: Index.tail, Index.readersAsleep)
      return .done
    }
  }

  /// The reading side, for one thread at a time.
  struct Reader: Sendable {
    let ring: MessageRing
    private var head: UInt32 = 0

    init(_ ring: MessageRing) { self.ring = ring }

    /// The next thing to read.
    enum Next {
      /// Nothing until the writer moves past this head.
      case nothing(head: UInt32)
      case message(byteCount: Int)
      case inSocket
      /// The tail or a record is one that no writer leaves.
      case broken
    }

    /// Checks what the writer has left next.
    func next() -> Next {
      let ready = ring.counts[Index.tail].load(ordering: .acquiring) &- head
      if ready == 0 { return .nothing(head: head) }
      var record = Record(byteCount: 0)
      guard MemoryLayout<Record>.size...Int(capacity) ~= Int(ready) else { return .broken }
      ring.read(&record, MemoryLayout<Record>.size, at: head)
      guard record.byteCount <= mostBytes, record.footprint <= ready else { return .broken }
      if record.isInSocket { return .inSocket }
      return record.byteCount > 0 ? .message(byteCount: Int(record.byteCount)) : .broken
    }

    /// Copies the next message, up to the room for it.
    func copy(_ byteCount: Int, into parts: UnsafeBufferPointer<iovec>) {
      var position = head &+ UInt32(MemoryLayout<Record>.size)
      var left = byteCount
      for part in parts where left > 0 {
        let count = min(part.iov_len, left)
        if let base = part.iov_base { ring.read(base, count, at: position) }
        position &+= UInt32(count)
        left -= count
      }
    }

    /// Moves past a message of a given length.
    mutating func skip(_ byteCount: Int) {
      head &+= Record(byteCount: byteCount).footprint
      ring.publish(head, at: Index.head, Index.writersAsleep)
    }
  }

  /// What precedes each message in the ring.
  private struct Record {
    var byteCount: UInt32
    var mark: UInt32

    init(byteCount: Int, isInSocket: Bool = false) {
      self.byteCount = UInt32(byteCount)
      mark = isInSocket ? 1 : 0
    }

    var isInSocket: Bool { mark != 0 }

    /// Bytes of the record and its message, rounded up so that the next record is aligned.
    var footprint: UInt32 { UInt32(MemoryLayout<Self>.size) + (byteCount + 7) / 8 * 8 }
  }

  private func publish(_ count: UInt32, at index: Int, _ asleep: Int) {
    counts[index].store(count, ordering: .sequentiallyConsistent)
    if counts[asleep].load(ordering: .sequentiallyConsistent) > 0 {
      linux_futex_wake(counts + index, 1)
    }
  }

  private func write(_ source: UnsafeRawPointer, _ count: Int, at position: UInt32) {
    let offset = Int(position & (Self.capacity - 1))
    let first = min(count, Int(Self.capacity) - offset)
    memcpy(bytes + offset, source, first)
    memcpy(bytes, source + first, count - first)
  }

  private func read(_ target: UnsafeMutableRawPointer, _ count: Int, at position: UInt32) {
    let offset = Int(position & (Self.capacity - 1))
    let first = min(count, Int(Self.capacity) - offset)
    memcpy(target, bytes + offset, first)
    memcpy(target + first, bytes, count - first)
  }
}
