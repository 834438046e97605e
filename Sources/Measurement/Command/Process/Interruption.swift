internal import Glibc
internal import Synchronization

/// What Ctrl-C means: once, finish the cell and show what is known; twice, stop now.
public enum Interruption {
  private static let count = Atomic<Int>(0)
  private static let process = Atomic<Int32>(0)

  /// Starts to listen for `SIGINT` and `SIGTERM`; only the program's main function decides that.
  public static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        let (_, asked) = Interruption.count.add(1, ordering: .relaxed)
        let process = Interruption.process.load(ordering: .relaxed)
        if asked > 1, process > 0 { kill(process, SIGTERM) }
      }
    }
  }

  /// Whether the person asked to stop after this cell.
  static var isAsked: Bool { count.load(ordering: .relaxed) > 0 }

  /// Whether the person asked to stop at once.
  static var isImmediate: Bool { count.load(ordering: .relaxed) > 1 }

  /// Names the process that a stop at once ends; 0 for none.
  static func running(_ process: Int32) {
    self.process.store(process, ordering: .relaxed)
    if process > 0, isImmediate { kill(process, SIGTERM) }
  }
}
