internal import Glibc
internal import Synchronization

/// Where the threads of one cell meet: before the timed part and behind it.
struct CellGates: Sendable {
  let start: Gate
  let end: Gate

  init(threads: Int) {
    start = Gate(threads: threads)
    end = Gate(threads: threads)
  }

  /// Lets everybody through, since a thread has failed and will not come.
  func open() {
    start.open()
    end.open()
  }
}

/// Opens when all have come to it.
final class Gate: Sendable {
  private let missing: Mutex<Int>
  private let isOpen = Atomic(false)

  init(threads: Int) { missing = Mutex(threads) }

  /// Waits for the others, who are about to come; the last one opens.
  ///
  /// Spins, and yields while it does: the threads come within microseconds of each other, and
  /// sleeping would let one begin late.
  func pass() {
    arrive()
    while !isOpen.load(ordering: .acquiring) { sched_yield() }
  }

  /// Waits for the others without taking the processor from them.
  func waitForAll() {
    arrive()
    while !isOpen.load(ordering: .acquiring) { usleep(50) }
  }

  private func arrive() {
    let isLast = missing.withLock { missing in
      missing -= 1
      return missing <= 0
    }
    if isLast { open() }
  }

  func open() { isOpen.store(true, ordering: .releasing) }
}
