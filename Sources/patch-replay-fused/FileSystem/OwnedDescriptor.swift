import Glibc

/// A file descriptor that closes with its owner.
struct OwnedDescriptor: ~Copyable, Sendable {
  let number: Int32

  /// Takes over the result of a call that opens a descriptor.
  ///
  /// - Throws: `errno` when the call has failed.
  init(adopting result: Int32) throws(Errno) {
    number = try check(result)
  }

  deinit {
    close(number)
  }

  /// Gives the descriptor to somebody who closes it later, such as the kernel's file handle.
  consuming func release() -> Int32 {
    let number = number
    discard self
    return number
  }

  /// The path that reaches the open file again, whatever its name is by now.
  ///
  /// An `O_PATH` descriptor can be looked at but not read, truncated or given another mode;
  /// all of that goes through this path. It leads to the file itself: a symbolic link that was
  /// opened with `O_NOFOLLOW` is not followed.
  var processPath: String { "/proc/self/fd/\(number)" }
}
