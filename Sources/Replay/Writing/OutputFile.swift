package import Failures
internal import Foundation
internal import Glibc

/// A file that was named to write to; no folder is made for it.
package struct OutputFile {
  private let path: String
  /// Whether it is a device, a pipe or a socket, which is written to and never replaced.
  private let isSpecial: Bool

  /// Looks at the place, before anything is made for it.
  ///
  /// - Throws: ``Failure`` where no file can be there.
  package init(_ path: String) throws(Failure) {
    guard !path.isEmpty else { throw Failure(.usage, "--output '' names no file") }
    var status = stat()
    // Also where it leads to a plain file: the descriptor's own, which has content already.
    if path.hasPrefix("/dev/") || path.hasPrefix("/proc/"), stat(path, &status) == 0 {
      (self.path, isSpecial) = (path, true)
      return
    }
    guard stat(path, &status) == 0 else {
      let reason = errno
      if reason == ENOENT, let target = Self.target(ofLink: path) {
        self = try OutputFile(target)
        return
      }
      guard !path.hasSuffix("/") else {
        throw Failure(.inputOutput, "\(path): there is no such folder, and no name of a file")
      }
      let folder = (path as NSString).deletingLastPathComponent
      guard reason == ENOENT, stat(folder.isEmpty ? "." : folder, &status) == 0 else {
        throw Failure(
          .inputOutput,
          reason == ENOENT
            ? "\(path): there is no folder \(folder)"
            : "\(path): \(String(cString: strerror(reason)))")
      }
      (self.path, isSpecial) = (path, false)
      return
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Failure(.inputOutput, "\(path): this is a folder; name a file in it")
    }
    isSpecial = status.st_mode & S_IFMT != S_IFREG
    // A link stays one: the file that it leads to is replaced.
    let real = realpath(path, nil)
    self.path = real.map { String(cString: $0) } ?? path
    free(real)
  }

  /// Where a link leads, which may be to nothing; nil where the path is no link.
  private static func target(ofLink path: String) -> String? {
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
      return nil
    }
    let folder = (path as NSString).deletingLastPathComponent
    return target.hasPrefix("/") || folder.isEmpty ? target : folder + "/" + target
  }

  /// Writes a file whole or not at all; anything else gets the bytes as they come.
  package func write(_ text: String) throws(Failure) {
    do {
      if isSpecial {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else {
          throw Failure(.inputOutput, "\(path): \(String(cString: strerror(errno)))")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        defer { try? file.close() }
        try file.write(contentsOf: Data(text.utf8))
      } else {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.inputOutput, "\(path): cannot be written: \(OutputFolder.reason(error))")
    }
  }
}
