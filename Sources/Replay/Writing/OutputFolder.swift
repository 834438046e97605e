internal import CommandLane
internal import Documents
internal import Failures
internal import Foundation
internal import Glibc
internal import Reports

/// The folder that a run writes to; made when the run knows that it will have something to write.
struct OutputFolder {
  let path: String

  /// Makes the folder and writes something to it, so that a run does not fail at its end for want of
  /// a place.
  init(_ path: String) throws(Failure) {
    guard !path.isEmpty else { throw Failure(.usage, "--out '' names no folder") }
    self.path = path
    try Self.make(path)
    try probe()
  }

  /// Whether a run lies here that measured something, or one that cannot be read.
  ///
  /// - Parameter own: The run that may be replaced by itself, with whatever was measured after it.
  /// - Returns: Whether something would be lost.
  func holdsMeasurements(otherThan own: Run) -> Bool {
    let file = path + "/run.json"
    guard access(file, F_OK) == 0 else { return false }
    guard var kept = try? RunFile.read(file) else { return true }
    var own = own
    let hasMeasured = !kept.lanes.isEmpty || kept.laterRounds != nil
    (kept.laterRounds, own.laterRounds) = (nil, nil)
    guard let old = try? JSONText.pretty(kept), let new = try? JSONText.pretty(own) else {
      return true
    }
    return hasMeasured && old != new
  }

  /// The name of another folder in place of this one.
  func sibling(_ number: Int) -> String {
    var name = path
    while name.hasSuffix("/"), name.count > 1 { name.removeLast() }
    let last = (name as NSString).lastPathComponent
    return ["/", ".", ".."].contains(last)
      ? "\(name)/patch-replay-out-\(number)" : "\(name)-\(number)"
  }

  /// Writes files in order, each whole or not at all; one that cannot be made does not keep the others
  /// from being written.
  ///
  /// - Parameter files: What makes the text of each, by name.
  /// - Returns: Which were written, and why others could not be.
  func write(_ files: KeyValuePairs<String, () throws -> String>) -> WrittenFiles {
    var written = WrittenFiles(in: path)
    for (name, text) in files {
      do {
        try Data(text().utf8).write(
          to: URL(fileURLWithPath: path).appendingPathComponent(name), options: .atomic)
        written.add(name)
      } catch {
        written.lose("\(path)/\(name): cannot be written: \(Self.reason(error))")
      }
    }
    return written
  }

  /// Makes a folder and those that it lies in.
  private static func make(_ path: String) throws(Failure) {
    var place = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      place += part
      let number = mkdir(place, 0o777) == 0 ? 0 : errno
      var status = stat()
      if number != 0, stat(place, &status) != 0 {
        throw Failure(
          .inputOutput,
          "\(place): the folder cannot be made: \(String(cString: strerror(number))); "
            + "--out DIR writes elsewhere")
      }
      if number != 0, status.st_mode & S_IFMT != S_IFDIR {
        throw Failure(
          .inputOutput, "\(place) is a file and no folder; --out DIR writes elsewhere")
      }
      place += "/"
    }
  }

  /// A full disk lets a file be made and nothing be written to it.
  private func probe() throws(Failure) {
    let name = "\(path)/.patch-replay-\(getpid())"
    let file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    var isWritten = file >= 0
    var number = errno
    if file >= 0 {
      let block = [UInt8](repeating: 0, count: 4096)
      isWritten = Glibc.write(file, block, block.count) == block.count
      number = isWritten ? 0 : errno
      close(file)
      unlink(name)
    }
    guard isWritten else {
      throw Failure(
        .inputOutput,
        "\(path): nothing can be written there: \(String(cString: strerror(number))); "
          + "--out DIR writes elsewhere")
    }
  }

  /// Why something could not be done, without that it could not be done.
  static func reason(_ error: any Error) -> String {
    SystemWords.of(error)
  }
}
