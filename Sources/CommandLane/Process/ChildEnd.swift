internal import Glibc

/// The end of a child process that other code reaps.
enum ChildEnd {
  /// Waits until a child has ended, and leaves it to be reaped: until then its number, and that of
  /// the group that it leads, is nobody else's.
  static func wait(for process: Int32) {
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
  }
}
