import CFuse3
import Glibc

/// A private directory in memory, removed with everything in it when its owner ends.
///
/// Beside it lies a file with its name and `.lock`, which its owner keeps locked: so the next server
/// finds and removes the directories of killed servers, and nothing else.
struct ScratchDirectory: ~Copyable {
  /// The parent directory: the tmpfs that every Linux has for shared memory.
  static let parent = "/dev/shm"
  private static let prefix = "patch-replay-fused."
  private static let suffix = ".lock"

  let path: String
  private let lock: OwnedDescriptor

  /// - Throws: `scratchUnavailable` where the directory cannot be made.
  init() throws(ServerError) {
    Self.removeAbandoned()
    // Another server may take the lock first, to remove what it considers abandoned.
    for _ in 0..<100 {
      var template = Array("\(Self.parent)/\(Self.prefix)XXXXXX\(Self.suffix)".utf8CString)
      let made = mkstemps(&template, Int32(Self.suffix.utf8.count))
      let lockPath = template.withUnsafeBufferPointer {
        $0.baseAddress.map { String(cString: $0) } ?? ""
      }
      let lock: OwnedDescriptor
      do throws(Errno) { lock = try OwnedDescriptor(adopting: made) } catch {
        throw .scratchUnavailable(error)
      }
      _ = fcntl(lock.number, F_SETFD, FD_CLOEXEC)
      guard Self.isTaken(lock) else { continue }
      let path = String(lockPath.dropLast(Self.suffix.count))
      guard mkdir(path, 0o700) == 0 else {
        let error = Errno.current
        unlink(lockPath)
        guard error.code == EEXIST else { throw .scratchUnavailable(error) }
        continue
      }
      self.path = path
      self.lock = lock
      return
    }
    throw .scratchUnavailable(Errno(EBUSY))
  }

  /// Locks a file that still exists; returns false where another server has locked or removed it.
  private static func isTaken(_ lock: borrowing OwnedDescriptor) -> Bool {
    var attributes = stat()
    return flock(lock.number, LOCK_EX | LOCK_NB) == 0 && fstat(lock.number, &attributes) == 0
      && attributes.st_nlink > 0
  }

  /// Removes this user's directories that no server has locked.
  private static func removeAbandoned() {
    guard let names = opendir(parent) else { return }
    defer { closedir(names) }
    while let entry = readdir(names) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix), name.hasSuffix(suffix),
        name.utf8.count == prefix.utf8.count + 6 + suffix.utf8.count
      else { continue }
      let lockPath = "\(parent)/\(name)"
      guard
        let lock = try? OwnedDescriptor(
          adopting: open(lockPath, O_RDWR | O_NOFOLLOW | O_CLOEXEC))
      else { continue }
      var attributes = stat()
      guard fstat(lock.number, &attributes) == 0, attributes.st_uid == geteuid(), isTaken(lock)
      else { continue }
      remove(String(lockPath.dropLast(suffix.count)))
      unlink(lockPath)
    }
  }

  deinit {
    Self.remove(path)
    unlink(path + Self.suffix)
  }

  /// Removes a tree bottom up.
  ///
  /// What cannot be removed stays: at this point, no error can be reported.
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
