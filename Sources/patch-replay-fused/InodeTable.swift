import CFuse3
import Glibc
import Synchronization

/// A file or directory that the client knows, held by a descriptor that only names it.
final class Inode: Sendable {
  let descriptor: Int32
  let key: Key

  /// What makes a file the same file.
  struct Key: Hashable, Sendable {
    let device: UInt64
    let number: UInt64
  }

  init(adopting descriptor: Int32, key: Key) {
    self.descriptor = descriptor
    self.key = key
  }

  deinit { close(descriptor) }
}

/// The inodes that the client knows, by the numbers given to it, with how often it looked each up.
///
/// Shared by all threads of the loop; the lock guards every field.
final class InodeTable: Sendable {
  private struct State {
    var inodes: [UInt64: (inode: Inode, lookups: UInt64)]
    var numbers: [Inode.Key: UInt64] = [:]
    var last = UInt64(FUSE_ROOT_ID)
  }

  private let state: Mutex<State>

  init(root: Int32) {
    let inode = Inode(adopting: root, key: Inode.Key(device: 0, number: 0))
    state = Mutex(State(inodes: [UInt64(FUSE_ROOT_ID): (inode, 1)]))
  }

  subscript(number: UInt64) -> Inode? { state.withLock { $0.inodes[number]?.inode } }

  /// Counts one more lookup of a file; the descriptor becomes the inode's or is closed.
  func remember(_ descriptor: Int32, _ attributes: stat) -> UInt64 {
    let key = Inode.Key(
      device: UInt64(attributes.st_dev), number: UInt64(attributes.st_ino))
    return state.withLock { state in
      if let number = state.numbers[key], let known = state.inodes[number] {
        state.inodes[number] = (known.inode, known.lookups + 1)
        close(descriptor)
        return number
      }
      state.last += 1
      state.inodes[state.last] = (Inode(adopting: descriptor, key: key), 1)
      state.numbers[key] = state.last
      return state.last
    }
  }

  /// Takes lookups back; a file that none is left of is forgotten.
  func forget(_ number: UInt64, lookups: UInt64) {
    guard number != UInt64(FUSE_ROOT_ID) else { return }
    state.withLock { state in
      guard let known = state.inodes[number] else { return }
      if known.lookups > lookups {
        state.inodes[number] = (known.inode, known.lookups - lookups)
      } else {
        state.inodes[number] = nil
        state.numbers[known.inode.key] = nil
      }
    }
  }
}
