import CFuse3
import Glibc

/// A private directory in memory, removed with everything in it when its owner ends.
struct ScratchDirectory: ~Copyable {
  /// Where it is made: on the tmpfs that every Linux has for shared memory.
  static let parent = "/dev/shm"

  let path: String

  /// - Throws: `scratchUnavailable` when the directory cannot be made.
  init() throws(ServerError) {
    var template = Array("\(Self.parent)/patch-replay-fused.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .scratchUnavailable(Errno.current) }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

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
