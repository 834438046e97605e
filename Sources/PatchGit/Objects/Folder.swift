internal import Glibc
internal import PatchDiff

/// Reading a folder with the C library; paths are bytes, as the kernel has them.
enum Folder {
  /// The names in a directory except `.`, `..` and `.git`.
  static func names(in directory: [UInt8]) throws(GitError) -> [[UInt8]] {
    guard let stream = withPath(directory, { opendir($0) }) else {
      throw failure("opendir", directory)
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if ![".", "..", ".git"].contains(where: { name.elementsEqual($0.utf8) }) {
        names.append(name)
      }
    }
    return names
  }

  /// The mode git would give what stands there; nil for nothing, and for what git cannot hold,
  /// such as a socket.
  static func mode(of path: [UInt8]) throws(GitError) -> FileMode? {
    var status = stat()
    if withPath(path, { lstat($0, &status) }) != 0 {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("lstat", path)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFLNK: return .symlink
    case S_IFREG: return status.st_mode & S_IXUSR != 0 ? .executable : .file
    default: return nil
    }
  }

  /// A file's bytes, or a link's target.
  static func content(of path: [UInt8], _ mode: FileMode) throws(GitError) -> [UInt8] {
    if mode == .symlink {
      var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let length = target.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { start in
          withPath(path) { readlink($0, start, buffer.count) }
        } ?? -1
      }
      if length < 0 { throw failure("readlink", path) }
      return Array(target.prefix(length))
    }
    let descriptor = withPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
    if descriptor < 0 { throw failure("open", path) }
    defer { close(descriptor) }
    var content: [UInt8] = []
    let chunk = 1 << 16
    while true {
      let start = content.count
      content.append(contentsOf: repeatElement(0, count: chunk))
      let length = content.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { read(descriptor, $0.advanced(by: start), chunk) } ?? -1
      }
      if length < 0, errno != EINTR { throw failure("read", path) }
      content.removeLast(chunk - max(0, length))
      if length == 0 { return content }
    }
  }

  static func withPath<Result>(
    _ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    (path.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      // A non-empty array always has an address.
      buffer.baseAddress.map(body) ?? withUnsafePointer(to: 0, body)
    }
  }

  static func failure(_ call: String, _ path: [UInt8]) -> GitError {
    let reason = String(cString: strerror(errno))
    return GitError(
      errno == ENOENT ? .notFound : .other, reason, call: call,
      subject: String(decoding: path, as: UTF8.self))
  }
}
