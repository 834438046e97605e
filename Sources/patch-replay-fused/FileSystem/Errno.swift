import Glibc

/// An error number of the C library, as the kernel wants it in a reply.
struct Errno: Error, Equatable {
  let code: Int32

  init(_ code: Int32) {
    self.code = code
  }

  /// What `errno` holds now; read it before anything else can change it.
  static var current: Errno { Errno(errno) }
}

extension Errno: CustomStringConvertible {
  var description: String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}

/// Passes on the result of a system call, or throws `errno` when it is negative.
@discardableResult
func check<Result: SignedInteger>(_ result: Result) throws(Errno) -> Result {
  guard result >= 0 else { throw Errno.current }
  return result
}
