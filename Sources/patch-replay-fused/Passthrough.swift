import CFuse3
import Glibc

/// What the operations work on: the inodes, the settings and the buffers for reads.
final class Passthrough {
  let inodes: InodeTable
  let usesDirectIO: Bool
  let maxWrite: UInt32
  let readBuffers = ThreadBuffers()
  /// The session, set once before the loop starts.
  var session: OpaquePointer?

  /// Seconds for which the client may trust names and attributes.
  static let validity = 1.0

  init(root: Int32, usesDirectIO: Bool, maxWrite: UInt32) {
    inodes = InodeTable(root: root)
    self.usesDirectIO = usesDirectIO
    self.maxWrite = maxWrite
  }

  /// The file system that a request is for.
  static func of(_ request: fuse_req_t?) -> Passthrough {
    Unmanaged<Passthrough>.fromOpaque(fuse_req_userdata(request)).takeUnretainedValue()
  }

  /// Finds a name in a directory and counts the lookup.
  func lookUp(_ name: UnsafePointer<CChar>, in parent: fuse_ino_t) -> Result<
    fuse_entry_param, Failed
  > {
    guard let directory = inodes[UInt64(parent)] else { return .failure(Failed(number: ENOENT)) }
    let descriptor = openat(
      directory.descriptor, name, Flag.path | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(.current) }
    var entry = fuse_entry_param()
    guard fstatat(descriptor, "", &entry.attr, Flag.emptyPath | AT_SYMLINK_NOFOLLOW) == 0 else {
      let failed = Failed.current
      close(descriptor)
      return .failure(failed)
    }
    entry.ino = fuse_ino_t(inodes.remember(descriptor, entry.attr))
    entry.attr_timeout = Self.validity
    entry.entry_timeout = Self.validity
    return .success(entry)
  }

  /// Opens an inode's file anew, as the client asks; direct I/O stays the client's affair.
  func open(_ inode: fuse_ino_t, flags: Int32) -> Result<Int32, Failed> {
    guard let known = inodes[UInt64(inode)] else { return .failure(Failed(number: ENOENT)) }
    let descriptor = Glibc.open(
      Self.path(of: known), flags & ~(O_NOFOLLOW | Flag.direct) | O_CLOEXEC)
    return descriptor >= 0 ? .success(descriptor) : .failure(.current)
  }

  /// A path by which the kernel finds an inode's file again.
  static func path(of inode: Inode) -> String { "/proc/self/fd/\(inode.descriptor)" }
}

/// An error number to answer with.
struct Failed: Error {
  let number: Int32

  static var current: Failed { Failed(number: errno) }
}

/// One page-aligned buffer for each thread of the loop, made at its first read.
final class ThreadBuffers {
  private var key = pthread_key_t()

  /// Bytes that hold the size of the buffer behind them; a page, so that the data stays aligned.
  private static let headerBytes = 4096

  init() { pthread_key_create(&key) { free($0) } }

  deinit { pthread_key_delete(key) }

  /// Returns the thread's buffer, which grows to the largest read asked for.
  func buffer(_ bytes: Int) -> UnsafeMutableRawPointer? {
    if let block = pthread_getspecific(key), block.load(as: Int.self) >= bytes {
      return block + Self.headerBytes
    }
    free(pthread_getspecific(key))
    pthread_setspecific(key, nil)
    let capacity = max(bytes, 131_072)
    var block: UnsafeMutableRawPointer?
    guard posix_memalign(&block, 4096, Self.headerBytes + capacity) == 0, let block else {
      return nil
    }
    block.storeBytes(of: capacity, as: Int.self)
    pthread_setspecific(key, block)
    return block + Self.headerBytes
  }
}
