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
  static let initialise = Opcode(FUSE_INIT, "INIT")
  static let create = Opcode(FUSE_CREATE, "CREATE")
  static let destroy = Opcode(FUSE_DESTROY, "DESTROY")

  private static let all = [
    lookup, getattr, unlink, open, read, write, release, initialise, create, destroy,
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
