import Glibc

/// A file descriptor that closes with its owner.
struct OwnedDescriptor: ~Copyable, Sendable {
  let number: Int32

  /// Takes ownership of the result of a call that opens a descriptor.
  ///
  /// - Throws: `errno` where the call has failed.
  init(adopting result: Int32) throws(Errno) {
    number = try check(result)
  }

  deinit {
    close(number)
  }

  /// Gives up ownership; something else closes the descriptor later, such as the handle table.
  consuming func release() -> Int32 {
    let number = number
    discard self
    return number
  }

  /// A path that leads to the open file, whatever its current name is.
  ///
  /// An `O_PATH` descriptor cannot be read, truncated or given another mode; all of that goes through
  /// this path. It leads to the file itself: a symbolic link that was opened with `O_NOFOLLOW` is not
  /// followed.
  var processPath: String { "/proc/self/fd/\(number)" }
}
