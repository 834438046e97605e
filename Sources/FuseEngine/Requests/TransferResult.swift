package import Failures
internal import Glibc

/// The result of a modelled call: bytes, or the kernel's error.
package enum TransferResult: Hashable, Sendable {
  /// The call moved this many bytes.
  case transferred(Int)
  /// The call failed.
  case failed(ErrorNumber)

  /// Bytes, or the negative error number.
  package var value: Int {
    switch self {
    case .transferred(let bytes): bytes
    case .failed(let error): -Int(error.rawValue)
    }
  }

  init(_ value: Int) {
    self = value < 0 ? .failed(ErrorNumber(rawValue: Int32(-value))) : .transferred(value)
  }
}

/// An `errno` value.
package struct ErrorNumber: Error, RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number, positive.
  package let rawValue: Int32

  /// Wraps a number as `errno` holds it.
  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// The calling thread's `errno`.
  package static var current: ErrorNumber { ErrorNumber(rawValue: errno) }

  /// EFAULT: an address that is not mapped.
  package static let badAddress = ErrorNumber(rawValue: EFAULT)
  /// EIO: a reply that breaks the protocol.
  package static let inputOutput = ErrorNumber(rawValue: EIO)
  /// EINVAL: an argument is invalid.
  package static let invalidArgument = ErrorNumber(rawValue: EINVAL)
  /// ENOENT: there is no such name.
  package static let noSuchFile = ErrorNumber(rawValue: ENOENT)
  /// ENOMEM: there is no memory for a request.
  package static let outOfMemory = ErrorNumber(rawValue: ENOMEM)

  /// The C library's description of the error.
  package var description: String { String(cString: strerror(rawValue)) }
}

extension ErrorNumber: UserFacingError {
  package var exitClass: ExitClass { .inputOutput }
}
