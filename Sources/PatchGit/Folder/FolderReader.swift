internal import Glibc
internal import PatchDiff

/// Reads what git would take from a folder: files, links and directories, nothing else; never writes.
struct FolderReader: Sendable {
  /// What a name in a folder stands for.
  enum Item: Sendable {
    case file(FileMode)
    case directory
  }

  /// The folder's path, without a zero byte.
  private let root: [UInt8]

  init(_ path: String) throws(GitError) {
    root = Array(path.utf8)
    guard !root.isEmpty, !root.contains(0) else {
      throw GitError(.invalidName, "not a path", call: "opendir", subject: path)
    }
    guard try kind(of: TreePath("")) == S_IFDIR else {
      throw GitError(.corrupt, "not a folder", call: "stat", subject: path)
    }
  }

  /// The names in a directory and what they stand for, in no order.
  ///
  /// `.git` is left out, as are sockets, pipes and devices, which git does not store.
  func items(in directory: TreePath) throws(GitError) -> [(name: [UInt8], item: Item)] {
    var items: [(name: [UInt8], item: Item)] = []
    for name in try names(in: directory) {
      let path = TreePath.join(directory, name)
      let item: Item
      switch try status(of: path, followingLink: false).st_mode {
      case let mode where mode & S_IFMT == S_IFDIR: item = .directory
      case let mode where mode & S_IFMT == S_IFLNK: item = .file(.symlink)
      case let mode where mode & S_IFMT == S_IFREG: item = .file(FileMode(bits: mode).canonical)
      default: continue
      }
      guard path.isSafe(mode: .file) else {
        throw GitError(
          .invalidName, "git stores no such name", call: "readdir", subject: text(path))
      }
      items.append((name, item))
    }
    return items
  }

  /// The content of a file, or a link's target.
  func content(of path: TreePath, isLink: Bool) throws(GitError) -> [UInt8] {
    isLink ? try target(of: path) : try file(at: path)
  }

  /// Whether something of this name is in the directory.
  func exists(_ path: TreePath) -> Bool {
    var status = stat()
    return withCString(path) { lstat($0, &status) } == 0
  }

  /// The path for messages and for libgit2.
  func text(_ path: TreePath) -> String { String(decoding: native(path).dropLast(), as: UTF8.self) }

  private func names(in directory: TreePath) throws(GitError) -> [[UInt8]] {
    guard let stream = withCString(directory, opendir) else {
      throw failure("opendir", directory)
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw failure("readdir", directory) }
        return names
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if ![".", "..", ".git"].contains(where: { name.elementsEqual($0.utf8) }) {
        names.append(name)
      }
    }
  }

  private func target(of path: TreePath) throws(GitError) -> [UInt8] {
    let size = Int(PATH_MAX)
    var room = [CChar](repeating: 0, count: size)
    let count = withCString(path) { readlink($0, &room, size) }
    guard count >= 0 else { throw failure("readlink", path) }
    return room.prefix(count).map(UInt8.init(bitPattern:))
  }

  private func file(at path: TreePath) throws(GitError) -> [UInt8] {
    let descriptor = withCString(path) { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("fstat", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw GitError(.corrupt, "not a file any more", call: "open", subject: text(path))
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let start = filled
      let count = bytes.withUnsafeMutableBytes { buffer in
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
        return read(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw failure("read", path) }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes.prefix(filled))
  }

  private func kind(of path: TreePath) throws(GitError) -> UInt32 {
    try status(of: path, followingLink: true).st_mode & S_IFMT
  }

  private func status(
    of path: TreePath, followingLink: Bool
  ) throws(GitError) -> stat {
    var status = stat()
    let code = withCString(path) { followingLink ? stat($0, &status) : lstat($0, &status) }
    if code != 0 { throw failure("stat", path) }
    return status
  }

  private func failure(_ call: String, _ path: TreePath) -> GitError {
    let code = errno
    let message = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return GitError(
      code == ENOENT ? .notFound : .other, message, call: call, subject: text(path))
  }

  /// The path as C takes it.
  private func native(_ path: TreePath) -> [UInt8] {
    let inside = path.bytes.isEmpty ? [] : [UInt8(ascii: "/")] + path.bytes
    return root + inside + [0]
  }

  private func withCString<Result>(
    _ path: TreePath, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    body(native(path).map(CChar.init(bitPattern:)))
  }
}
