import Glibc

/// An error number of the C library, as in a reply to the kernel.
struct Errno: Error, Equatable {
  let code: Int32

  init(_ code: Int32) {
    self.code = code
  }

  /// The current `errno`; read it before anything else can change it.
  static var current: Errno { Errno(errno) }
}

extension Errno: CustomStringConvertible {
  var description: String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}

/// Returns the result of a system call, or throws `errno` where it is negative.
@discardableResult
func check<Result: SignedInteger>(_ result: Result) throws(Errno) -> Result {
  guard result >= 0 else { throw Errno.current }
  return result
}
