internal import Glibc
internal import Synchronization

/// The two barriers at which the threads of one cell meet: before the timed part and after it.
struct CellBarrier: Sendable {
  let start: Barrier
  let end: Barrier

  init(threads: Int) {
    start = Barrier(threads: threads)
    end = Barrier(threads: threads)
  }

  /// Lets all threads through, since one has failed and will not arrive.
  func open() {
    start.open()
    end.open()
  }
}

/// Blocks threads until all of them have arrived.
final class Barrier: Sendable {
  private let missing: Mutex<Int>
  private let isOpen = Atomic(false)

  init(threads: Int) { missing = Mutex(threads) }

  /// Waits for the other threads, which are about to arrive; the last one opens the barrier.
  ///
  /// Spins, and yields while it does: the threads arrive within microseconds of each other, and
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
