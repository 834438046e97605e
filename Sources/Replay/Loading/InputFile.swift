package import Failures
internal import Glibc

/// Files that the user named.
package enum InputFile {
  /// Reads a whole file, or standard input for `-`.
  ///
  /// - Throws: ``Failure`` that says which file and why.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    if path == "-" { return try readAll(STDIN_FILENO, name: "standard input") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code: ExitClass = errno == ENOENT || errno == ENOTDIR ? .noInput : .inputOutput
      throw Failure(code, "\(path): \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    return try readAll(descriptor, name: path)
  }

  private static func readAll(_ descriptor: Int32, name: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var information = stat()
    if fstat(descriptor, &information) == 0 { bytes.reserveCapacity(Int(information.st_size) + 1) }
    let chunk = 1 << 18
    while true {
      let before = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: chunk))
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress.map { $0 + before }, chunk)
      }
      bytes.removeLast(chunk - max(0, count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(.inputOutput, "\(name): \(String(cString: strerror(errno)))")
      }
      if count == 0 { return bytes }
    }
  }
}
