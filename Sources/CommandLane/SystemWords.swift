internal import Foundation
internal import Glibc
internal import SystemPackage

/// Why the system refused something, in words of ours where its own say too little.
package enum SystemWords {
  /// The reason that a system call left behind.
  static func of(_ number: Int32) -> String {
    switch number {
    case ENOSPC: "the disk is full"
    case EDQUOT: "the disk quota is used up"
    case EACCES, EPERM: "permission denied"
    case EROFS: "the file system is read-only"
    case ENOENT: "it is not there"
    case ENOTDIR: "a part of the path is no folder"
    case EEXIST: "it is there already"
    default: String(cString: strerror(number))
    }
  }

  /// The reason of an error of Foundation or another package, without the name of its domain.
  ///
  /// - Parameter error: The error.
  /// - Returns: The reason, without a full stop.
  package static func of(_ error: any Error) -> String {
    var current: (any Error)? = error
    while let found = current {
      if let error = found as? Errno { return of(error.rawValue) }
      if let error = found as? POSIXError { return of(error.code.rawValue) }
      let bridged = found as NSError
      if bridged.domain == NSPOSIXErrorDomain { return of(Int32(bridged.code)) }
      current = bridged.userInfo[NSUnderlyingErrorKey] as? any Error
    }
    guard let code = (error as? CocoaError)?.code else { return "\(error)" }
    return switch code {
    case .fileWriteOutOfSpace: of(ENOSPC)
    case .fileWriteNoPermission, .fileReadNoPermission: of(EACCES)
    case .fileWriteVolumeReadOnly: of(EROFS)
    case .fileNoSuchFile, .fileReadNoSuchFile: of(ENOENT)
    case .fileWriteFileExists: of(EEXIST)
    default: "it can be neither read nor written"
    }
  }
}
