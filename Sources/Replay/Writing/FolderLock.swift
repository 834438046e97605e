internal import Failures
internal import Glibc

/// A folder that one run owns until it is over, so that no other writes there meanwhile.
///
/// The system gives the lock up with the process that holds it, whatever ends that: a file that a dead
/// owner left behind keeps nobody out.
struct FolderLock {
  /// The file's name in the folder; it is there for as long as the folder has an owner.
  static let name = ".patch-replay.lock"

  private let path: String
  private let descriptor: Int32

  /// Takes the folder.
  ///
  /// - Throws: ``Failure`` that names the owner where there is one.
  init(_ folder: OutputFolder) throws(Failure) {
    path = "\(folder.path)/\(Self.name)"
    descriptor = try Self.take(path, of: folder.path)
    // For whom is kept out, to name the owner.
    let text = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }

  /// Gives the folder up.
  func release() {
    unlink(path)
    close(descriptor)
  }

  private static func take(_ path: String, of folder: String) throws(Failure) -> Int32 {
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw failure(folder, errno) }
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        let reason = errno
        defer { close(file) }
        throw reason == EWOULDBLOCK ? taken(folder, by: file) : failure(folder, reason)
      }
      // The last owner may have removed the file between the two calls.
      var (own, named) = (stat(), stat())
      if fstat(file, &own) == 0, stat(path, &named) == 0, own.st_ino == named.st_ino,
        own.st_dev == named.st_dev
      {
        return file
      }
      close(file)
    }
  }

  private static func taken(_ folder: String, by file: Int32) -> Failure {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(file, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    // It has no number yet in the moment between taking the folder and writing it down.
    let owner =
      digits.isEmpty ? "another process" : "process \(String(decoding: digits, as: UTF8.self))"
    return Failure(
      .inputOutput,
      "\(folder): \(owner) is measuring into this folder; wait for it, or name another with --out")
  }

  private static func failure(_ folder: String, _ number: Int32) -> Failure {
    Failure(
      .inputOutput, "\(folder): it cannot be locked: \(String(cString: strerror(number)))")
  }
}
