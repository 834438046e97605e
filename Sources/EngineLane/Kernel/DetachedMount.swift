internal import FuseEngine
internal import Glibc
internal import Synchronization

/// A FUSE mount that no path leads to.
///
/// It can only be reached through the descriptor of its root, and ends when that is closed, whatever
/// ends the process.
///
/// Made with the calls that Linux has for it since 5.2 (`fsopen`, `fsconfig`, `fsmount`).
final class DetachedMount: Sendable {
  /// The root directory, as an `O_PATH` descriptor; −1 when the mount has ended.
  private let root: Mutex<Int32>
  /// The server's end, `/dev/fuse`; whoever takes it closes it.
  let device: Int32

  /// Makes a mount that waits for its server.
  ///
  /// - Throws: ``MountError`` that says what this machine lacks.
  init() throws(MountError) {
    let device = open("/dev/fuse", O_RDWR | O_CLOEXEC)
    guard device >= 0 else { throw .noDevice(.current) }
    let context = fsopen("fuse", UInt32(FSOPEN_CLOEXEC))
    guard context >= 0 else {
      let error = ErrorNumber.current
      close(device)
      throw .missing("a file system cannot be mounted", error)
    }
    defer { close(context) }
    let settings = [
      ("source", "patch-replay"), ("fd", "\(device)"), ("rootmode", "40755"),
      ("user_id", "\(getuid())"), ("group_id", "\(getgid())"),
    ]
    for (key, value) in settings
    where fsconfig(context, FSCONFIG_SET_STRING.rawValue, key, value, 0) != 0 {
      let error = ErrorNumber.current
      close(device)
      throw .missing("the mount's \(key) is refused", error)
    }
    guard fsconfig(context, FSCONFIG_CMD_CREATE.rawValue, nil, nil, 0) == 0 else {
      let error = ErrorNumber.current
      close(device)
      throw .missing("a FUSE file system cannot be made", error)
    }
    let root = fsmount(
      context, UInt32(FSMOUNT_CLOEXEC), UInt32(MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV))
    guard root >= 0 else {
      let error = ErrorNumber.current
      close(device)
      throw .missing("the mount is refused", error)
    }
    self.root = Mutex(root)
    self.device = device
  }

  deinit { end() }

  /// Ends the mount, once the files on it are closed.
  func end() {
    root.withLock { root in
      if root >= 0 { close(root) }
      root = -1
    }
  }

  /// Ends all calls on the mount, where the machine shows its FUSE connections: a server that has
  /// gone to the background cannot be ended by its process number.
  func abort() {
    var attributes = stat()
    let isThere = root.withLock { $0 >= 0 && fstat($0, &attributes) == 0 }
    guard isThere else { return }
    let number = MountTable.connection(ofDevice: UInt64(attributes.st_dev))
    let file = open("/sys/fs/fuse/connections/\(number)/abort", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    write(file, "1", 1)
    close(file)
  }

  /// Makes an empty file for a workload, opened past the page cache; its name is removed at once.
  ///
  /// - Returns: A descriptor that the caller owns.
  func makeFile(_ name: String) throws(MountError) -> Int32 {
    let root = root.withLock { $0 }
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | Int32(OpenFlag.direct)
    let file = openat(root, name, flags, 0o600)
    guard file >= 0 else {
      let error = ErrorNumber.current
      // A file system without O_DIRECT says so when it has made the file.
      if error == .invalidArgument { unlinkat(root, name, 0) }
      throw .notMade(path: name, error)
    }
    guard unlinkat(root, name, 0) == 0 else {
      let error = ErrorNumber.current
      close(file)
      throw .notRemoved(path: name, error)
    }
    return file
  }
}
