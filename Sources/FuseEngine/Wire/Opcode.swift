internal import CLinuxFuse
internal import Glibc

/// One of the requests that the engine sends.
struct Opcode {
  let number: UInt32
  /// The name in the protocol's header, without the prefix `FUSE_`.
  let name: String

  private init(_ opcode: fuse_opcode, _ name: String) {
    number = opcode.rawValue
    self.name = name
  }

  static let lookup = Opcode(FUSE_LOOKUP, "LOOKUP")
  static let getattr = Opcode(FUSE_GETATTR, "GETATTR")
  static let unlink = Opcode(FUSE_UNLINK, "UNLINK")
  static let open = Opcode(FUSE_OPEN, "OPEN")
  static let read = Opcode(FUSE_READ, "READ")
  static let write = Opcode(FUSE_WRITE, "WRITE")
  static let release = Opcode(FUSE_RELEASE, "RELEASE")
  static let fsync = Opcode(FUSE_FSYNC, "FSYNC")
  static let flush = Opcode(FUSE_FLUSH, "FLUSH")
  static let initialize = Opcode(FUSE_INIT, "INIT")
  static let opendir = Opcode(FUSE_OPENDIR, "OPENDIR")
  static let readdir = Opcode(FUSE_READDIR, "READDIR")
  static let releasedir = Opcode(FUSE_RELEASEDIR, "RELEASEDIR")
  static let create = Opcode(FUSE_CREATE, "CREATE")
  static let interrupt = Opcode(FUSE_INTERRUPT, "INTERRUPT")
  static let destroy = Opcode(FUSE_DESTROY, "DESTROY")
  static let ioctl = Opcode(FUSE_IOCTL, "IOCTL")
  static let notifyReply = Opcode(FUSE_NOTIFY_REPLY, "NOTIFY_REPLY")
  static let forget = Opcode(FUSE_FORGET, "FORGET")

  private static let all = [
    lookup, getattr, unlink, open, read, write, release, fsync, flush, initialize, opendir,
    readdir, releasedir, create, interrupt, destroy, ioctl, notifyReply, forget,
  ]

  /// The name and number of the request that a message carries, for errors.
  static func name(of message: UnsafeBufferPointer<iovec>) -> String {
    guard let header = message.first?.iov_base?.loadUnaligned(as: fuse_in_header.self) else {
      return "a request"
    }
    let name = all.first { $0.number == header.opcode }?.name ?? "opcode \(header.opcode)"
    return "\(name) (request \(header.unique))"
  }
}
