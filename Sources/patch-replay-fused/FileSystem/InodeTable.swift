import Glibc
import Synchronization

/// The files that the kernel knows, by node number.
///
/// A number is never reused, so an outdated one finds nothing instead of another file, and the
/// generation can stay 0. Every lookup is counted; the kernel returns the counts with FORGET. The mutex
/// guards only dictionaries: no system call is made while it is held.
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

  /// The number of known files, without the served directory.
  var count: Int { state.withLock { $0.known.count } }

  /// The file with this number.
  ///
  /// The result keeps the file open, even if it is forgotten meanwhile.
  ///
  /// - Throws: `ESTALE` for a number that was never issued, or whose lookups were all forgotten.
  func inode(_ id: UInt64) throws(Errno) -> Inode {
    if id == Self.rootID { return root }
    guard let inode = state.withLock({ $0.known[id]?.inode }) else { throw Errno(ESTALE) }
    return inode
  }

  /// Counts one lookup of a file and returns its number.
  ///
  /// A known file keeps its number, and the new descriptor is closed.
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

  /// Subtracts lookups; the file is closed when none is left.
  func forget(_ id: UInt64, lookups: UInt64) {
    // The inode is released after the mutex, so that close() runs outside of it.
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
