import CFuse3
import Glibc

/// A private directory in memory, removed with everything in it when its owner ends.
///
/// Its owner holds a lock on it, so that the next one finds and removes what an owner left that was
/// killed.
struct ScratchDirectory: ~Copyable {
  /// Where it is made: on the tmpfs that every Linux has for shared memory.
  static let parent = "/dev/shm"

  private static let prefix = "patch-replay-fused."

  let path: String
  private let lock: OwnedDescriptor

  /// - Throws: `scratchUnavailable` when the directory cannot be made.
  init() throws(ServerError) {
    Self.removeAbandoned()
    var template = Array("\(Self.parent)/\(Self.prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .scratchUnavailable(Errno.current) }
    let path = template.withUnsafeBufferPointer {
      $0.baseAddress.map { String(cString: $0) } ?? ""
    }
    let lock: OwnedDescriptor
    do throws(Errno) { lock = try Self.open(path) } catch {
      rmdir(path)
      throw .scratchUnavailable(error)
    }
    flock(lock.number, LOCK_EX | LOCK_NB)
    self.path = path
    self.lock = lock
  }

  private static func open(_ path: String) throws(Errno) -> OwnedDescriptor {
    try OwnedDescriptor(
      adopting: Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
  }

  /// Removes this user's directories that nobody holds a lock on.
  private static func removeAbandoned() {
    guard let names = opendir(parent) else { return }
    defer { closedir(names) }
    while let entry = readdir(names) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix), let directory = try? open("\(parent)/\(name)") else { continue }
      var attributes = stat()
      // One that was just made may be about to be locked.
      guard fstat(directory.number, &attributes) == 0, attributes.st_uid == geteuid(),
        time(nil) - attributes.st_mtim.tv_sec > graceSeconds,
        flock(directory.number, LOCK_EX | LOCK_NB) == 0
      else { continue }
      remove("\(parent)/\(name)")
    }
  }

  /// Seconds after which a directory is locked if it ever will be.
  private static let graceSeconds = 10

  deinit {
    Self.remove(path)
  }

  /// Removes a tree bottom up.
  ///
  /// What cannot be removed stays: nobody is left to be told.
  private static func remove(_ path: String) {
    path.withCString { path in
      var roots: [UnsafeMutablePointer<CChar>?] = [UnsafeMutablePointer(mutating: path), nil]
      guard let walk = fts_open(&roots, FTS_PHYSICAL | FTS_NOSTAT, nil) else { return }
      defer { fts_close(walk) }
      while let entry = fts_read(walk) {
        switch Int32(entry.pointee.fts_info) {
        case FTS_D, FTS_DC: break
        case FTS_DP, FTS_DNR: rmdir(entry.pointee.fts_accpath)
        default: unlink(entry.pointee.fts_accpath)
        }
      }
    }
  }
}
