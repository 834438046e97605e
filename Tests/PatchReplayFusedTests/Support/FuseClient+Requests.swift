import CLinuxFuse
import Glibc

/// The requests that the tests make, one method each.
extension FuseClient {
  static let root: UInt64 = 1

  /// INIT as a kernel sends it that offers large requests and splicing, unless told otherwise.
  @discardableResult
  func initialize(
    major: UInt32 = 7, minor: UInt32 = 31,
    flags: UInt32 = UInt32(bitPattern: FUSE_MAX_PAGES | FUSE_ATOMIC_O_TRUNC | FUSE_BIG_WRITES)
  ) throws -> fuse_init_out {
    var arguments = fuse_init_in()
    arguments.major = major
    arguments.minor = minor
    arguments.max_readahead = 131072
    arguments.flags = flags
    return try value(
      fuse_init_out.self, in: request(FUSE_INIT, node: 0, bytes(of: arguments)))
  }

  func lookUp(_ name: String, in parent: UInt64 = root) throws -> fuse_entry_out {
    try value(
      fuse_entry_out.self, in: request(FUSE_LOOKUP, node: parent, terminated(name)))
  }

  func forget(_ node: UInt64, lookups: UInt64) throws {
    try send(FUSE_FORGET, node: node, bytes(of: fuse_forget_in(nlookup: lookups)))
  }

  func attributes(of node: UInt64) throws -> fuse_attr {
    let arguments = fuse_getattr_in()
    return try value(
      fuse_attr_out.self, in: request(FUSE_GETATTR, node: node, bytes(of: arguments))
    ).attr
  }

  func setSize(_ size: UInt64, of node: UInt64) throws -> fuse_attr {
    var arguments = fuse_setattr_in()
    arguments.valid = UInt32(FATTR_SIZE)
    arguments.size = size
    return try value(
      fuse_attr_out.self, in: request(FUSE_SETATTR, node: node, bytes(of: arguments))
    ).attr
  }

  /// Makes a file; returns its node and its handle.
  func create(
    _ name: String, flags: Int32 = O_RDWR, in parent: UInt64 = root
  ) throws -> (node: UInt64, handle: UInt64) {
    var arguments = fuse_create_in()
    arguments.flags = UInt32(flags)
    arguments.mode = S_IFREG | 0o644
    let reply = try request(FUSE_CREATE, node: parent, bytes(of: arguments) + terminated(name))
    let entry = try value(fuse_entry_out.self, in: reply)
    let open = try value(
      fuse_open_out.self, in: reply.dropFirst(MemoryLayout<fuse_entry_out>.size))
    return (entry.nodeid, open.fh)
  }

  func open(_ node: UInt64, flags: Int32) throws -> fuse_open_out {
    var arguments = fuse_open_in()
    arguments.flags = UInt32(flags)
    return try value(
      fuse_open_out.self, in: request(FUSE_OPEN, node: node, bytes(of: arguments)))
  }

  /// Writes and returns how many bytes the server took.
  func write(
    _ data: [UInt8], to handle: UInt64, at offset: UInt64, statedSize: Int? = nil
  ) throws -> Int {
    var arguments = fuse_write_in()
    arguments.fh = handle
    arguments.offset = offset
    arguments.size = UInt32(statedSize ?? data.count)
    let reply = try request(FUSE_WRITE, node: 0, bytes(of: arguments) + data)
    return Int(try value(fuse_write_out.self, in: reply).size)
  }

  func read(_ handle: UInt64, at offset: UInt64, size: Int) throws -> [UInt8] {
    var arguments = fuse_read_in()
    arguments.fh = handle
    arguments.offset = offset
    arguments.size = UInt32(size)
    return try request(FUSE_READ, node: 0, bytes(of: arguments))
  }

  func release(_ handle: UInt64) throws {
    var arguments = fuse_release_in()
    arguments.fh = handle
    _ = try request(FUSE_RELEASE, node: 0, bytes(of: arguments))
  }

  func unlink(_ name: String, in parent: UInt64 = root) throws {
    _ = try request(FUSE_UNLINK, node: parent, terminated(name))
  }

  func makeSymbolicLink(_ name: String, target: String) throws -> fuse_entry_out {
    try value(
      fuse_entry_out.self,
      in: request(FUSE_SYMLINK, node: Self.root, terminated(name) + terminated(target)))
  }

  func rename(_ name: String, to newName: String) throws {
    let arguments = fuse_rename_in(newdir: Self.root)
    _ = try request(
      FUSE_RENAME, node: Self.root, bytes(of: arguments) + terminated(name) + terminated(newName))
  }

  /// The names in a directory, read with replies of `replySize` bytes.
  func list(_ node: UInt64 = root, replySize: Int) throws -> [String] {
    let open = try value(
      fuse_open_out.self, in: request(FUSE_OPENDIR, node: node, bytes(of: fuse_open_in())))
    var names: [String] = []
    var arguments = fuse_read_in()
    arguments.fh = open.fh
    arguments.size = UInt32(replySize)
    while true {
      var reply = try request(FUSE_READDIR, node: node, bytes(of: arguments))[...]
      if reply.isEmpty { break }
      while !reply.isEmpty {
        // inode number 8 bytes, offset 8, length of the name 4, type 4, the name, padding to 8
        arguments.offset = try value(UInt64.self, in: reply.dropFirst(8))
        let length = Int(try value(UInt32.self, in: reply.dropFirst(16)))
        names.append(String(decoding: reply.dropFirst(24).prefix(length), as: UTF8.self))
        reply = reply.dropFirst((24 + length + 7) / 8 * 8)
      }
    }
    var release = fuse_release_in()
    release.fh = open.fh
    _ = try request(FUSE_RELEASEDIR, node: node, bytes(of: release))
    return names
  }

  private func terminated(_ name: String) -> [UInt8] {
    Array(name.utf8) + [0]
  }
}
