import Glibc
import Synchronization

/// The files the kernel knows, by the node number it was told.
///
/// A number is given out once and never again, so an outdated one finds nothing instead of
/// another file, and the generation can stay 0. Every lookup is counted; the kernel gives the
/// counts back with FORGET. The lock guards only dictionaries: no system call is made under it.
final class InodeTable: Sendable {
  /// The number of the served directory itself (`FUSE_ROOT_ID`), which is never forgotten.
  static let rootID: UInt64 = 1

  private struct Known {
    let inode: Inode
    var lookupCount: UInt64
  }

  private struct State {
    var known: [UInt64: Known] = [:]
    var ids: [Inode.Key: UInt64] = [:]
    var nextID = InodeTable.rootID + 1
  }

  private let root: Inode
  private let state = Mutex(State())

  init(root: Inode) {
    self.root = root
  }

  /// How many files are known, beside the served directory.
  var count: Int { state.withLock { $0.known.count } }

  /// The file with this number.
  ///
  /// The caller keeps the file open by keeping the result, even if it is forgotten meanwhile.
  /// - Throws: `ESTALE` when no such number was given out, or all its lookups were forgotten.
  func inode(_ id: UInt64) throws(Errno) -> Inode {
    if id == Self.rootID { return root }
    guard let inode = state.withLock({ $0.known[id]?.inode }) else { throw Errno(ESTALE) }
    return inode
  }

  /// Counts one lookup of a file and returns its number.
  ///
  /// A file that is known already keeps its number, and the descriptor it came with is closed.
  func remember(_ inode: Inode) -> UInt64 {
    if inode.key == root.key { return Self.rootID }
    return state.withLock { state in
      if let id = state.ids[inode.key] {
        state.known[id]?.lookupCount += 1
        return id
      }
      let id = state.nextID
      state.nextID += 1
      state.ids[inode.key] = id
      state.known[id] = Known(inode: inode, lookupCount: 1)
      return id
    }
  }

  /// Takes back lookups; the file is closed when none is left.
  func forget(_ id: UInt64, lookups: UInt64) {
    // The inode leaves the lock before it is released, so that close() runs outside.
    let forgotten: Inode? = state.withLock { state in
      guard let known = state.known[id] else { return nil }
      guard known.lookupCount <= lookups else {
        state.known[id]?.lookupCount -= lookups
        return nil
      }
      state.known[id] = nil
      state.ids[known.inode.key] = nil
      return known.inode
    }
    _ = consume forgotten
  }

  /// Forgets every file, as the end of a session does.
  func forgetAll() {
    let forgotten = state.withLock { state in
      let known = state.known
      state.known = [:]
      state.ids = [:]
      return known
    }
    _ = consume forgotten
  }
}
