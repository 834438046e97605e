import Glibc

/// Why the server could not start or had to stop, with its exit status.
enum ServerError: Error {
  case usage(String)
  case sourceUnusable(path: String, Errno)
  case scratchUnavailable(Errno)
  case channelUnusable(name: String, why: String)
  case mountRefused(mountpoint: String)
  case systemCall(String, Errno)

  /// The number in `sysexits.h` for this kind of failure.
  var exitStatus: Int32 {
    switch self {
    case .usage: 64
    case .sourceUnusable: 66
    case .scratchUnavailable, .channelUnusable, .mountRefused: 69
    case .systemCall: 74
    }
  }
}

extension ServerError: CustomStringConvertible {
  var description: String {
    switch self {
    case .usage(let what):
      "\(what); --help lists the options"
    case .sourceUnusable(let path, let error):
      "cannot serve \(path): \(error)"
    case .scratchUnavailable(let error):
      "cannot make a directory in \(ScratchDirectory.parent): \(error); "
        + "-o source=DIR serves a directory of yours"
    case .channelUnusable(let name, let why):
      "cannot serve \(name): \(why)"
    case .mountRefused(let mountpoint):
      "cannot mount at \(mountpoint); this needs /dev/fuse, root or fusermount3, "
        + "and a directory that may be mounted on"
    case .systemCall(let what, let error):
      "\(what) failed: \(error)"
    }
  }
}
