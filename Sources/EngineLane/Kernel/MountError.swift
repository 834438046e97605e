internal import Documents
internal import Presentation
package import Failures
package import FuseEngine
internal import Glibc

/// Why there is no kernel lane on this machine, or not for this file.
package enum MountError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `/dev/fuse` cannot be opened.
  case noDevice(ErrorNumber)
  /// The machine does not allow a mount.
  case missing(String, ErrorNumber)
  /// A file that was named cannot be opened.
  case notOpened(path: String, ErrorNumber)
  /// A file of our own cannot be made on the mount.
  case notMade(path: String, ErrorNumber)
  /// A file of our own cannot be removed from the mount.
  case notRemoved(path: String, ErrorNumber)
  /// A file that was named cannot be used.
  case unusable(path: String, reason: String)

  /// What is missing and how to get it, or what is wrong with the file.
  package var description: String {
    let remedy = remedy.map { "; \($0)" } ?? ""
    return switch self {
    case .noDevice, .missing: "no mount can be made here: \(reason)\(remedy)"
    case .notOpened, .notMade, .notRemoved, .unusable: reason
    }
  }

  /// What is missing, or what is wrong with the file, alone.
  package var reason: String {
    switch self {
    case .noDevice(let error): "/dev/fuse cannot be opened: \(error)"
    case .missing(let what, let error): "\(what): \(error)"
    case .notOpened(let path, let error): "\(path): \(error)\(Self.advice(error))"
    case .notMade(let path, let error): "\(path) cannot be made: \(error)\(Self.advice(error))"
    case .notRemoved(let path, let error): "\(Warning.filesLeft([path]).sentence): \(error)"
    case .unusable(let path, let reason): "\(path): \(reason)"
    }
  }

  /// How to get what is missing; nil where it is about a file.
  ///
  /// A user namespace alone is not enough: who may mount is asked of the mount namespace's owner, so
  /// that it takes one of its own.
  package var remedy: String? {
    switch self {
    case .noDevice(let error) where error.rawValue == EACCES:
      "it is not open to this user; most systems open it to everybody: chmod 666 /dev/fuse as root"
    case .noDevice:
      "modprobe fuse as root, or start the container with --device /dev/fuse"
    case .missing(_, let error) where error.rawValue == ENOSYS: "it takes Linux 5.2 or later"
    case .missing:
      "it takes root (of a container: --cap-add SYS_ADMIN), or namespaces in which you are root: "
        + "unshare -Urm patch-replay …"
    case .notOpened, .notMade, .notRemoved, .unusable: nil
    }
  }

  private static func advice(_ error: ErrorNumber) -> String {
    error == .invalidArgument ? "; " + DirectIOAdvice.opening : ""
  }
}

/// A look at whether the kernel lane works.
package enum MountTrial {
  /// Makes the mount that the lane makes, and drops it.
  ///
  /// - Throws: ``MountError`` that says what this machine lacks.
  package static func run() throws(MountError) {
    let mount = try DetachedMount()
    close(mount.device)
    mount.end()
  }
}

extension MountError: UserFacingError {
  package var exitClass: ExitClass {
    switch self {
    case .noDevice, .missing: .unavailable
    case .notOpened: .noInput
    case .notMade, .notRemoved: .inputOutput
    case .unusable: .badInput
    }
  }
}
