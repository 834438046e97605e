internal import Glibc
internal import Synchronization

/// Messages from other threads for one that waits in poll(2).
final class WakingBox<Message: Sendable>: Sendable {
  private let waiting = Mutex<[Message]>([])
  private let ends: (reading: Int32, writing: Int32)

  init() {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    self.ends = (ends[0], ends[1])
  }

  deinit {
    close(ends.reading)
    close(ends.writing)
  }

  /// Readable while messages wait.
  var descriptor: Int32 { ends.reading }

  func post(_ message: Message) {
    waiting.withLock { $0.append(message) }
    // A pipe that is full wakes its reader as well.
    _ = write(ends.writing, [1], 1)
  }

  func take() -> [Message] {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(ends.reading, &bytes, bytes.count) > 0 {}
    return waiting.withLock { messages in
      defer { messages.removeAll() }
      return messages
    }
  }
}
